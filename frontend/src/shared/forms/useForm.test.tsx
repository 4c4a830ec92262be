import { onlineManager, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { Problem } from '../api/problem';
import { problemText } from '../api/problems';
import { queryClient } from '../api/query';
import { useForm } from './useForm';

const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
);
interface Values {
  name_ar: string;
  slug: string;
}
const initial: Values = { name_ar: 'أ', slug: 's' };

test('a refused field keeps its sentence until it is changed', async () => {
  const errors = [{ loc: ['body', 'slug'], code: 'slug_taken', message: 'مستخدم' }];
  const save = async () => {
    throw new Problem(422, 'invalid', { errors });
  };
  const { result } = renderHook(() => useForm<Values>({ initial, save }), { wrapper });
  act(() => result.current.set({ slug: 'x' }));
  act(() => result.current.submit());
  await waitFor(() => expect(result.current.errors).toEqual({ slug: 'مستخدم' }));
  expect(result.current.values.slug).toBe('x');
  act(() => result.current.set({ slug: 'y' }));
  expect(result.current.errors).toEqual({});
});

test('typing while a save runs is not lost', async () => {
  let finish = (): void => undefined;
  const save = () =>
    new Promise<void>((resolve) => {
      finish = resolve;
    });
  const { result } = renderHook(() => useForm<Values>({ initial, save }), { wrapper });
  act(() => result.current.set({ name_ar: 'ب' }));
  act(() => result.current.submit());
  await waitFor(() => expect(result.current.saving).toBe(true));
  act(() => result.current.set({ name_ar: 'ج' }));
  act(() => finish());
  await waitFor(() => expect(result.current.saving).toBe(false));
  expect(result.current.values.name_ar).toBe('ج');
  expect(result.current.dirty).toBe(true);
});

test('412 shows the other version and keeps mine', async () => {
  const save = async () => {
    throw new Problem(412, 'stale', { current: { name_ar: 'غيري', slug: 's', version: 4 } });
  };
  const { result } = renderHook(() => useForm<Values>({ initial, save }), { wrapper });
  act(() => result.current.set({ name_ar: 'لي' }));
  act(() => result.current.submit());
  await waitFor(() => expect(result.current.conflict).toMatchObject({ name_ar: 'غيري' }));
  expect(result.current.values.name_ar).toBe('لي');
});

test('without a network it says so, keeps what is typed, and sends nothing by itself later', async () => {
  let sent = 0;
  const save = async () => {
    sent += 1;
    throw new TypeError('Failed to fetch');
  };
  const { result } = renderHook(() => useForm<Values>({ initial, save }), { wrapper });
  act(() => onlineManager.setOnline(false));
  act(() => result.current.set({ name_ar: 'ب' }));
  act(() => result.current.submit());
  await waitFor(() => expect(result.current.problem?.code).toBe('network'));
  expect(result.current.problem && problemText(result.current.problem)).toMatch(/^لا يوجد اتصال بالخادم/);
  expect([result.current.saving, result.current.dirty, result.current.values.name_ar]).toEqual([false, true, 'ب']);
  act(() => onlineManager.setOnline(true));
  await act(async () => {});
  expect(sent).toBe(1);
});
