/** A small CLIP of our own, trained on pictograms, and the datasets that travel with it. See README.md. */
export {};
