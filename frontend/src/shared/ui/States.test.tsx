import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { Problem } from '../api/problem';
import { LanguageProvider } from './LanguageProvider';
import { Page } from './PageHeader';
import { ErrorState, Read } from './States';

const missing = { data: undefined, error: new Problem(404, 'not_found'), isPending: false, refetch: () => undefined };

const titles = () => screen.getAllByRole('heading', { level: 1 }).map((one) => one.textContent);

const show = (page: ReactNode) => render(<LanguageProvider>{page}</LanguageProvider>);

test('what could not be read is the heading of a page that has none, and names the tab', () => {
  show(<Read of={missing}>{() => null}</Read>);
  expect(titles()).toEqual(['الصفحة غير متاحة']);
  expect(document.title).toBe('الصفحة غير متاحة');
});

test('under a heading it is none', () => {
  show(
    <Page title="الجولات">
      <ErrorState error={new Problem(403, 'forbidden')} />
    </Page>,
  );
  expect(titles()).toEqual(['الجولات']);
  expect(screen.getByRole('alert').textContent).toContain('لا يحق لك الاطّلاع على هذه الصفحة');
});
