import { expect, it } from 'vitest';
import { csvText } from './csv';

it('quotes what must be quoted, leaves out what is missing and disarms formulas', () => {
  expect(
    csvText([
      ['الاسم', 'n'],
      ['a, "b"', -3],
      ['=1+1', 0],
      ['＝1+1', null],
      ['\n@x', undefined],
    ]),
  ).toBe('\ufeffالاسم,n\r\n"a, ""b""",-3\r\n\'=1+1,0\r\n\'＝1+1,\r\n"\'\n@x",\r\n');
});
