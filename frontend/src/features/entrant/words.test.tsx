import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LanguageProvider } from '../../shared/ui/LanguageProvider';
import type { FormField } from './model/answers';
import { useFileRules } from './words';

const said = (more: Partial<FormField>) =>
  renderHook(() => useFileRules({ max_files: 1, max_bytes: null, ...more } as FormField), { wrapper: LanguageProvider })
    .result.current;

test('a file field tells its limits of pages and minutes, where such files are taken', () => {
  const options = { max_pages: 3, max_minutes: 5 };
  expect(said({ file_types: ['application/pdf'], options })).toMatch(/ صفحات ملف PDF: 3 على الأكثر\.$/);
  expect(said({ file_types: ['video/mp4'], options })).toMatch(/لكل ملف\. مدة التسجيل بالدقائق: 5 على الأكثر\.$/);
  expect(said({ file_types: [], options })).toMatch(/PDF: 3 على الأكثر\. مدة التسجيل بالدقائق: 5 على الأكثر\.$/);
  expect(said({ file_types: [], options: {} })).not.toMatch(/على الأكثر/);
});
