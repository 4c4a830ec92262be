import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { Problem } from '../api/problem';
import { queryClient } from '../api/query';
import { useEdit } from './useEdit';

interface Thing {
  id: string;
  name: string;
  version: number;
}
type Values = { name: string };
const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
);
const editable = ({ name }: Thing): Values => ({ name });
const first: Thing = { id: 'x', name: 'أول', version: 1 };
const theirs: Thing = { id: 'x', name: 'لهم', version: 2 };

/** A server that holds theirs: refuses every other version, as the API does. */
function open(saved: Thing | null) {
  const put = vi.fn(async (values: Values, header: { 'if-match'?: string }): Promise<Thing> => {
    if (saved && header['if-match'] !== '"2"') throw new Problem(412, 'stale', { current: theirs });
    return { id: 'x', name: values.name, version: 3 };
  });
  const hook = renderHook(
    (props: { saved: Thing | null }) =>
      useEdit<Values, Thing>({ saved: props.saved, editable, blank: { name: '' }, put, onSaved: () => undefined }),
    { wrapper, initialProps: { saved } },
  );
  const write = async (name: string): Promise<void> => {
    act(() => hook.result.current.form.set({ name }));
    await act(async () => hook.result.current.form.submit());
  };
  return { ...hook, put, write };
}

it('sends no condition for a new thing, then the version that it got', async () => {
  const { result, put, write } = open(null);
  await write('جديد');
  expect(put).toHaveBeenLastCalledWith({ name: 'جديد' }, {});
  await waitFor(() => expect(result.current.form.dirty).toBe(false));
  await write('آخر');
  expect(put).toHaveBeenLastCalledWith({ name: 'آخر' }, { 'if-match': '"3"' });
});

it('takes the other version: an older answer of the cache does not come back', async () => {
  const { result, put, write, rerender } = open(first);
  await write('لي');
  expect(result.current.form.conflict).toEqual({ name: 'لهم' });
  act(() => result.current.form.reset(result.current.form.conflict ?? undefined));
  rerender({ saved: first });
  expect(result.current.form).toMatchObject({ values: { name: 'لهم' }, dirty: false, conflict: null });
  await write('بعدهم');
  expect(put).toHaveBeenLastCalledWith({ name: 'بعدهم' }, { 'if-match': '"2"' });
});

it('keeps mine: saves it over the other version', async () => {
  const { result, put, write } = open(first);
  await write('لي');
  await act(async () => result.current.overwrite());
  expect(put).toHaveBeenLastCalledWith({ name: 'لي' }, { 'if-match': '"2"' });
  await waitFor(() => expect(result.current.form).toMatchObject({ values: { name: 'لي' }, dirty: false }));
});

it('shows a newer version while nothing is typed, and keeps what is typed', async () => {
  const { result, rerender } = open(first);
  rerender({ saved: theirs });
  await waitFor(() => expect(result.current.form.values.name).toBe('لهم'));
  act(() => result.current.form.set({ name: 'لي' }));
  rerender({ saved: { ...theirs, name: 'أحدث', version: 3 } });
  expect(result.current.form.values.name).toBe('لي');
});
