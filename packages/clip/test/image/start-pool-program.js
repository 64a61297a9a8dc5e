// Starts the program as the command line starts: TypeScript is registered from within.
import { register } from 'tsx/esm/api';

register();
await import('./pool-program.ts');
