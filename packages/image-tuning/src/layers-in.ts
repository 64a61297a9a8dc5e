/** The tensors `NAME0`, `NAME1`, … among others: what each of the first layers has of its kind, in the order of the layers. */
export function layersIn<T>(tensors: Readonly<Record<string, T>>, name: string): T[] {
  const found: T[] = [];
  for (let tensor = tensors[`${name}0`]; tensor !== undefined; tensor = tensors[`${name}${found.length}`]) {
    found.push(tensor);
  }
  return found;
}
