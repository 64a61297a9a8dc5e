/** A file of a repository on the hub, as the hub lists it. */
export interface RemoteFile {
  readonly name: string;
  readonly bytes: number;
  /** Of the content, for large files. */
  readonly sha256?: string;
  /** Of the content as a git blob, for small files. */
  readonly gitSha1?: string;
}
