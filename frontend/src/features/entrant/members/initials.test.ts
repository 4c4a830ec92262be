import { describe, expect, it } from 'vitest';
import { initials } from './initials';

describe('the letters of an avatar', () => {
  it.each([
    ['سارة العتيبي', 'س ع'],
    ['نورة بنت محمد الحربي', 'ن ح'],
    ['عمر', 'ع'],
    ['Sara Example', 'S E'],
    ['  ', ''],
    ['ممثل الجهة 01', 'م ج'],
    ['آل', 'آ'],
  ])('%s', (name, letters) => expect(initials(name)).toBe(letters));
});
