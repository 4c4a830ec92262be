import { expect, it } from 'vitest';
import { csvText } from './csv';

it('quotes what must be quoted and disarms formulas', () => {
  expect(
    csvText([
      ['الاسم', 'n'],
      ['a, "b"', -3],
      ['=1+1', 0],
    ]),
  ).toBe('\ufeffالاسم,n\r\n"a, ""b""",-3\r\n\'=1+1,0\r\n');
});
