/** Countries by calling code (ITU-T E.164), with what is dialled before numbers of another area and of another country. */
import type { Choice } from '../../controls/index.ts';

interface Country {
  readonly code: number;
  readonly name: string;
  readonly longDistance: string;
  readonly international: string;
}

/** Code, names, and the two prefixes where they are not "0" and "00". */
const rows: readonly (readonly [number, string, string?, string?])[] = [
  [1, 'United States, Canada', '1', '011'],
  [7, 'Russia, Kazakhstan', '8', '8W10'],
  [20, 'Egypt'],
  [27, 'South Africa'],
  [30, 'Greece', ''],
  [31, 'Netherlands'],
  [32, 'Belgium'],
  [33, 'France'],
  [34, 'Spain', ''],
  [36, 'Hungary', '06'],
  [39, 'Italy', ''],
  [40, 'Romania'],
  [41, 'Switzerland'],
  [43, 'Austria'],
  [44, 'United Kingdom'],
  [45, 'Denmark', ''],
  [46, 'Sweden'],
  [47, 'Norway', ''],
  [48, 'Poland', ''],
  [49, 'Germany'],
  [51, 'Peru'],
  [52, 'Mexico', ''],
  [53, 'Cuba', '0', '119'],
  [54, 'Argentina'],
  [55, 'Brazil'],
  [56, 'Chile', ''],
  [57, 'Colombia'],
  [58, 'Venezuela'],
  [60, 'Malaysia'],
  [61, 'Australia', '0', '0011'],
  [62, 'Indonesia', '0', '001'],
  [63, 'Philippines'],
  [64, 'New Zealand'],
  [65, 'Singapore', '', '001'],
  [66, 'Thailand', '0', '001'],
  [81, 'Japan', '0', '010'],
  [82, 'South Korea', '0', '001'],
  [84, 'Vietnam'],
  [86, 'China'],
  [90, 'Turkey'],
  [91, 'India'],
  [92, 'Pakistan'],
  [93, 'Afghanistan'],
  [94, 'Sri Lanka'],
  [95, 'Myanmar'],
  [98, 'Iran'],
  [212, 'Morocco'],
  [213, 'Algeria'],
  [216, 'Tunisia', ''],
  [218, 'Libya'],
  [220, 'Gambia', ''],
  [221, 'Senegal', ''],
  [225, "Côte d'Ivoire", ''],
  [233, 'Ghana'],
  [234, 'Nigeria', '0', '009'],
  [237, 'Cameroon', ''],
  [251, 'Ethiopia'],
  [254, 'Kenya', '0', '000'],
  [255, 'Tanzania', '0', '000'],
  [256, 'Uganda', '0', '000'],
  [258, 'Mozambique', ''],
  [260, 'Zambia'],
  [263, 'Zimbabwe'],
  [264, 'Namibia'],
  [351, 'Portugal', ''],
  [352, 'Luxembourg', ''],
  [353, 'Ireland'],
  [354, 'Iceland', ''],
  [355, 'Albania'],
  [356, 'Malta', ''],
  [357, 'Cyprus', ''],
  [358, 'Finland'],
  [359, 'Bulgaria'],
  [370, 'Lithuania'],
  [371, 'Latvia', ''],
  [372, 'Estonia', ''],
  [373, 'Moldova'],
  [374, 'Armenia'],
  [375, 'Belarus', '8', '8W10'],
  [376, 'Andorra', ''],
  [377, 'Monaco', ''],
  [378, 'San Marino', ''],
  [380, 'Ukraine'],
  [381, 'Serbia', '0', '99'],
  [382, 'Montenegro'],
  [385, 'Croatia'],
  [386, 'Slovenia'],
  [387, 'Bosnia and Herzegovina'],
  [389, 'North Macedonia'],
  [420, 'Czechia', ''],
  [421, 'Slovakia'],
  [423, 'Liechtenstein', ''],
  [501, 'Belize', ''],
  [502, 'Guatemala', ''],
  [503, 'El Salvador', ''],
  [504, 'Honduras', ''],
  [505, 'Nicaragua', ''],
  [506, 'Costa Rica', ''],
  [507, 'Panama', ''],
  [591, 'Bolivia'],
  [593, 'Ecuador'],
  [595, 'Paraguay'],
  [598, 'Uruguay', ''],
  [852, 'Hong Kong', '', '001'],
  [853, 'Macau', ''],
  [855, 'Cambodia', '0', '001'],
  [880, 'Bangladesh'],
  [886, 'Taiwan', '0', '002'],
  [960, 'Maldives', ''],
  [961, 'Lebanon'],
  [962, 'Jordan'],
  [963, 'Syria'],
  [964, 'Iraq'],
  [965, 'Kuwait', ''],
  [966, 'Saudi Arabia'],
  [967, 'Yemen'],
  [968, 'Oman', ''],
  [971, 'United Arab Emirates'],
  [972, 'Israel'],
  [973, 'Bahrain', ''],
  [974, 'Qatar', ''],
  [976, 'Mongolia', '0', '001'],
  [977, 'Nepal'],
  [992, 'Tajikistan', '8', '8W10'],
  [994, 'Azerbaijan'],
  [995, 'Georgia'],
  [996, 'Kyrgyzstan'],
  [998, 'Uzbekistan', '8', '8W10'],
];

export const countries: readonly Country[] = rows.map(
  ([code, name, longDistance = '0', international = '00']) => ({ code, name, longDistance, international }),
);

export const countryOf = (code: number): Country | undefined =>
  countries.find((country) => country.code === code);

export function countryName(code: number): string {
  const name = countryOf(code)?.name;
  return name === undefined ? `+${code}` : `${name} (${code})`;
}

const byName = [...countries].sort((a, b) => a.name.localeCompare(b.name, 'en'));

/** The lines of a list of countries, by name; one with a code of its own if the list does not have it. */
export function countryOptions(code: number | undefined): readonly Choice[] {
  const unlisted = code === undefined || countryOf(code) !== undefined ? [] : [code];
  return [...unlisted, ...byName.map((country) => country.code)].map((each) => ({
    value: String(each),
    label: countryName(each),
  }));
}
