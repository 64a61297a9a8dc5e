/** The generator behind CPython's and PyTorch's random numbers. */
export { MersenneTwister } from './mersenne-twister.ts';
export { TorchRandom } from './torch-random.ts';
