/** Path of a Chromium that tests can drive, or undefined. CHROMIUM_PATH comes first. */
export function findChromium(): string | undefined;
