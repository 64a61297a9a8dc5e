/** Registers every kernel that can be traced; imported for that effect. */
import './elementwise.ts';
import './indexing.ts';
import './layout.ts';
import './matmul.ts';
import './reduction.ts';
