import { existsSync } from 'node:fs';

const PLACES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Path of a Chromium that tests can drive, or undefined. CHROMIUM_PATH comes first. */
export function findChromium() {
  return PLACES.find((path) => path !== undefined && existsSync(path));
}
