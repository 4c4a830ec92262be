// Names of countries and languages by their codes, in the reader's language.
import type { Reader } from './settings';

const made = new Map<string, Intl.DisplayNames>();
function names(type: 'region' | 'language', reader: Reader): Intl.DisplayNames {
  const key = `${type} ${reader.language}`;
  let found = made.get(key);
  if (!found) {
    found = new Intl.DisplayNames([reader.language], { type });
    made.set(key, found);
  }
  return found;
}

export const countryText = (code: string, reader: Reader): string =>
  code ? (names('region', reader).of(code) ?? code) : '';
export const languageText = (code: string, reader: Reader): string =>
  code ? (names('language', reader).of(code) ?? code) : '';

/** ISO 3166-1 alpha-2. */
export const COUNTRIES =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW'.split(
    ' ',
  );

/** Those that juries speak most; any other ISO 639 code may be stored too. */
export const LANGUAGES = 'ar en fr es de it pt nl sv tr fa ur hi bn id ms zh ja ko ru uk el he sw am so'.split(' ');
