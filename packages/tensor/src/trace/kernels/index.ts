/** Registers every kernel that can be traced; imported for that effect. */
import './convolution.ts';
import './elementwise.ts';
import './indexing.ts';
import './layout.ts';
import './matmul.ts';
import './normalization.ts';
import './pooling.ts';
import './reduction.ts';
