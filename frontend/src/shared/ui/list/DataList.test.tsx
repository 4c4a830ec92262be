import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { queryClient } from '../../api/query';
import { parseSearch, stringifySearch } from '../../router/search';
import { LanguageProvider } from '../LanguageProvider';
import { DataList } from './DataList';

const asked: URLSearchParams[] = [];
function serve(answer: (query: URLSearchParams) => unknown, status = 200): void {
  asked.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    const query = new URL(request.url).searchParams;
    asked.push(query);
    return new Response(JSON.stringify(answer(query)), {
      status,
      headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
    });
  });
}
afterEach(() => vi.unstubAllGlobals());

async function draw(component: () => ReactElement, at = '/') {
  const router = createRouter({
    routeTree: createRootRoute({ component }),
    history: createMemoryHistory({ initialEntries: [at] }),
    parseSearch,
    stringifySearch,
  });
  render(
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </LanguageProvider>,
  );
  return { router, user: userEvent.setup() };
}

const row = (n: number) => ({ id: String(n), name_ar: `برنامج ${n}`, name_en: '', kind: 'award' });
const page = (rows: unknown[], total: number, at = 1) => ({ items: rows, total, page: at, size: 2 });

async function show(at = '/') {
  const chosen = vi.fn();
  const drawn = await draw(
    () => (
      <DataList
        source="/api/v1/programmes"
        label="البرامج"
        pageSize={2}
        filters={[{ id: 'kind', label: 'النوع', options: [{ id: 'award', label: 'جائزة' }] }]}
        columns={[
          { id: 'name', header: 'الاسم', primary: true, sortable: true, cell: (r) => r.name_ar },
          { id: 'kind', header: 'النوع', cell: (r) => r.kind },
        ]}
        bulkActions={[{ id: 'x', label: 'انقل', onAction: (ids) => chosen(ids) }]}
        empty={{ title: 'لا برامج بعد' }}
      />
    ),
    at,
  );
  return { ...drawn, chosen };
}

test('what the reader chooses goes to the URL and to the server', async () => {
  serve((query) => page([row(1), row(2)], 5, Number(query.get('page'))));
  const { router, user } = await show('/?kind=award');
  await screen.findByText('برنامج 1');
  expect(asked[0]?.toString()).toBe('kind=award&page=1&size=2');
  expect(screen.getByText('1 إلى 2 من 5')).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'الصفحة التالية' }));
  await waitFor(() => expect(asked.at(-1)?.get('page')).toBe('2'));
  expect(router.state.location.search).toMatchObject({ page: '2' });

  await user.click(screen.getByRole('button', { name: /الاسم/ }));
  await waitFor(() => expect(asked.at(-1)?.get('sort')).toBe('name'));
  expect(asked.at(-1)?.get('page')).toBe('1');
  expect(screen.getByRole('columnheader', { name: /الاسم/ }).getAttribute('aria-sort')).toBe('ascending');

  await user.type(screen.getByRole('searchbox'), 'ابتكار');
  await waitFor(() => expect(asked.at(-1)?.get('q')).toBe('ابتكار'));
});

test('a selection is acted on, and leaves with the page', async () => {
  serve(() => page([row(1), row(2)], 5));
  const { user, chosen } = await show();
  await screen.findByText('برنامج 1');
  await user.click(screen.getByRole('checkbox', { name: 'اختر برنامج 2' }));
  await user.click(screen.getByRole('button', { name: 'انقل' }));
  expect(chosen).toHaveBeenCalledWith(['2']);
  await user.click(screen.getByRole('button', { name: 'الصفحة التالية' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'انقل' })).toBeNull());
});

test('empty, not found and refused are three different words', async () => {
  serve(() => page([], 0));
  const first = await show();
  await screen.findByText('لا برامج بعد');
  expect(screen.queryByRole('searchbox')).toBeNull();
  await first.router.navigate({ to: '/', search: { q: 'س' } as never });
  await screen.findByText('لا نتائج مطابقة');
});

test('a refusal is told in words, without a way to try again in vain', async () => {
  serve(() => ({ status: 403, code: 'status_403' }), 403);
  await show();
  const alert = await screen.findByRole('alert');
  expect(within(alert).queryByRole('button')).toBeNull();
});

test('rows held in memory are searched, sorted, paged and saved without the server', async () => {
  serve(() => ({}));
  const files: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    files.push(file as Blob);
    return 'blob:x';
  });
  const { router, user } = await draw(() => (
    <DataList
      rows={[1, 2, 3].map((n) => ({ id: String(n), name: n === 3 ? '=إدارة' : `برنامج ${n}`, n }))}
      rules={{
        text: (r) => r.name,
        filters: { odd: (r, chosen) => (r.n % 2 === 1) === (chosen === 'yes') },
        sorts: { n: (r) => r.n },
      }}
      fileName="programmes"
      label="البرامج"
      pageSize={2}
      filters={[{ id: 'odd', label: 'فردي', options: [{ id: 'yes', label: 'نعم' }] }]}
      columns={[
        { id: 'name', header: 'الاسم', primary: true, cell: (r) => r.name },
        { id: 'n', header: 'الرقم', sortable: true, cell: (r) => <b>{r.n}</b>, plain: (r) => r.n },
      ]}
    />
  ));
  await screen.findByText('برنامج 1');
  expect(screen.getByText('1 إلى 2 من 3')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /الرقم/ }));
  await user.click(screen.getByRole('button', { name: /الرقم/ }));
  await waitFor(() => expect(screen.getAllByRole('rowheader').map((cell) => cell.textContent)[0]).toBe('=إدارة'));
  await router.navigate({ to: '/', search: { sort: '-n', odd: 'yes' } as never });
  await waitFor(() => expect(screen.getByText('1 إلى 2 من 2')).toBeTruthy());
  await user.click(screen.getByRole('button', { name: 'CSV' }));
  expect(await (files[0] as Blob).text()).toBe("\ufeffالاسم,الرقم\r\n'=إدارة,3\r\nبرنامج 1,1\r\n");
  await user.type(screen.getByRole('searchbox'), 'اداره');
  await waitFor(() => expect(screen.getByText('1 إلى 1 من 1')).toBeTruthy());
  expect(asked).toEqual([]);
});
