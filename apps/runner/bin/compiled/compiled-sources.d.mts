export function compiledSources(workspace: string): Promise<string | undefined>;
