import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { queryClient } from '../api/query';
import { Dialog } from '../ui/Dialog';
import { LanguageProvider } from '../ui/LanguageProvider';
import { TextArea } from '../ui/TextArea';
import { ActForm } from './ActForm';
import { useForm } from './useForm';

function Body() {
  const form = useForm({ initial: { reason: '' }, save: async () => null });
  return (
    <ActForm form={form} label="سبب">
      <TextArea {...form.field('reason')} label="السبب" />
    </ActForm>
  );
}

function Page() {
  const [open, setOpen] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        افتح
      </button>
      <Dialog title="قرار" isOpen={open} onClose={() => setOpen(false)}>
        <Body />
      </Dialog>
    </>
  );
}

it('asks before a dialog closes over words that were typed, and only then', async () => {
  const router = createRouter({
    routeTree: createRootRoute({ component: Page }),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  render(
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </LanguageProvider>,
  );
  const user = userEvent.setup();
  const pressEscape = () => user.keyboard('{Escape}');
  const words = 'لم يُحفظ ما كتبته بعد';

  await user.type(await screen.findByLabelText('السبب'), 'لا صلة');
  await pressEscape();
  const asked = await screen.findByRole('alertdialog', { name: words });
  await user.click(within(asked).getByText('تابع الكتابة'));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  // A second press answers the question, not the form.
  await user.click(screen.getByLabelText('السبب'));
  await pressEscape();
  await screen.findByRole('alertdialog', { name: words });
  await pressEscape();
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(screen.getByLabelText<HTMLTextAreaElement>('السبب').value).toBe('لا صلة');

  await user.click(within(screen.getByRole('dialog', { name: 'قرار' })).getByLabelText('إغلاق'));
  await user.click(within(await screen.findByRole('alertdialog', { name: words })).getByText('أغلق وتخلَّ عنه'));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'قرار' })).toBeNull());

  await user.click(screen.getByText('افتح'));
  await screen.findByLabelText('السبب');
  await pressEscape();
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'قرار' })).toBeNull());
});
