/** What a folder of the page without a server holds; `data/contents.js` tells the page before it starts. */
export interface SiteContents {
  readonly format: 1;
  /** By the name of the view. */
  readonly views: Readonly<Record<string, ViewContents>>;
}

export interface ViewContents {
  /** Of the documents that there are of each query. */
  readonly extensions: readonly string[];
  /** As `queryOf` writes them. */
  readonly queries: readonly string[];
  /** Documents that there are not: `EXTENSION?QUERY`. */
  readonly without: readonly string[];
}

/** Where the script of an answer is, relative to the page. */
export function answerPath(view: string, stem: string): string {
  return `data/${view}/${stem}.js`;
}

/** Where a document is, relative to the page. */
export function documentPath(view: string, stem: string, extension: string): string {
  return `documents/${view}/${stem}.${extension}`;
}

/** Of documents for people, whose text the page may want itself, such as a figure to save as PNG. Those for programs are many times larger. */
const READ = ['md', 'tex', 'svg'];

/** Whether the page can read the text of such documents, and not only link to them. */
export function isRead(extension: string): boolean {
  return READ.includes(extension);
}

/** Where the script with the text of a document that is read is: a page from a file may link to other files, but not read them. */
export function documentTextPath(view: string, stem: string, extension: string): string {
  return `data/${view}/${stem}.${extension}.js`;
}
