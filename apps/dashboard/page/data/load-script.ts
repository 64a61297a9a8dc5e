declare global {
  /** What the scripts of a folder call with a key and a text. */
  var shotbenchData: ((key: string, text: string) => void) | undefined;
}

const arrived = new Map<string, string>();
const loading = new Map<string, Promise<string>>();

/**
 * The text that a script beside the page registers under a key. Scripts are the only files that a page opened from `file:` can read.
 * @throws Error where there is no such script, or it registers another key.
 */
export function loadText(key: string, path: string): Promise<string> {
  globalThis.shotbenchData ??= (name, text) => void arrived.set(name, text);
  const before = loading.get(key);
  if (before) return before;
  const text = load(key, path).finally(() => loading.delete(key));
  loading.set(key, text);
  return text;
}

async function load(key: string, path: string): Promise<string> {
  const script = document.createElement('script');
  const broken = `${path} is missing or broken; expected the whole folder as it was exported; copy or export it again`;
  try {
    await new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Error(broken));
      script.src = path;
      document.head.append(script);
    });
    const text = arrived.get(key);
    if (text === undefined) throw new Error(broken);
    return text;
  } finally {
    // The page keeps what it shows; the next time the browser has the file at hand.
    script.remove();
    arrived.delete(key);
  }
}
