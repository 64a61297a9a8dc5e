/** What results can be imported, after the program that writes them. */
export const IMPORT_FORMATS = ['dassl', 'tip-adapter', 'clip-benchmark'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];
