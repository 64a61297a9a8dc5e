/** Zero-shot CLIP: the class descriptions are the classifier. See README.md. */
export { zeroShot } from './method.ts';
