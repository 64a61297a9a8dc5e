/** Trade marks among the words of icon names, found by reading the names of every vendor that is no set of emoji. */
const BRANDS: ReadonlySet<string> = new Set(
  (
    'adobe amazon amex android arduino bbc blackberry blutooth bluetooth debian dribbble facebook github google gopro hatchi ' +
    'icons8 instagram intous ios ipad iphone ipod kindle linux logo mario mastercard nintendo nook pacman pokemon polaroid ' +
    'reddit starwars steam stumbleupon tether tetris twitter visa vlc walkman wikipedia youtube breakout'
  ).split(' '),
);

/** Whether an icon is, or may be, somebody's mark, which no licence of a drawing covers. */
export function isBrand(name: string): boolean {
  return name.includes('go-pro') || name.split('-').some((word) => BRANDS.has(word));
}
