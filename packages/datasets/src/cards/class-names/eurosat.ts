import { listed } from './listed.ts';

/** EuroSAT's classes as CoOp renames them (`NEW_CNAMES` of datasets/eurosat.py); a folder is called AnnualCrop. */
export const EUROSAT_CLASSES = listed(`
  Annual Crop Land, Forest, Herbaceous Vegetation Land, Highway or Road, Industrial Buildings, Pasture Land,
  Permanent Crop Land, Residential Buildings, River, Sea or Lake
`);
