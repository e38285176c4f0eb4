// Names of districts, which nodes and incidents carry as codes.
import { live } from '../live.js';

/** The district's name, '' for none or an unknown one. */
export function districtName(code) {
  return (code && live.summary?.districts.find((d) => d.code === code)?.name) || '';
}

/** "Site · District", without saying the same thing twice; the thing's own name is said elsewhere. */
export function place(thing) {
  const district = districtName(thing.district);
  return [thing.siteName, district].filter((part, i, all) => part && part !== thing.name && all.indexOf(part) === i).join(' · ');
}
