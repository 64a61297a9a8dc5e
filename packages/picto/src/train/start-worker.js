// The first file of a worker thread: on Node 20 a thread inherits no loader, so that it could not load TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./batch-worker.ts');
