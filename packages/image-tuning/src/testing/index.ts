/** The tiny vision transformer that goldens of methods inside the encoders were made with. */
export { type Hosts, largestDifference, goldenTensors, goldenVit, rowOf } from './golden-vit.ts';
