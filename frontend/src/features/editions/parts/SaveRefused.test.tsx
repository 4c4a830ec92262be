import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Problem } from '../../../shared/api/problem';
import type { Form } from '../../../shared/forms/useForm';
import { LanguageProvider } from '../../../shared/ui/LanguageProvider';
import type { FormDraft } from '../model/form';
import { SaveRefused } from './SaveRefused';

const draw = (form: Partial<Form<FormDraft>>) =>
  render(<SaveRefused form={{ errors: {}, problem: null, saving: false, ...form } as Form<FormDraft>} />, {
    wrapper: LanguageProvider,
  });

test('a form that was not saved says so at its button', () => {
  const first = draw({ errors: { 'fields.0.label_ar': 'مطلوب' } });
  expect(screen.getByRole('alert').textContent).toMatch(/^لم يُحفظ النموذج/);
  first.unmount();
  const second = draw({ problem: new Problem(0, 'network') });
  expect(screen.getByRole('alert').textContent).toMatch(/^لا يوجد اتصال بالخادم/);
  second.unmount();
  draw({ problem: new Problem(401, 'signed_out') });
  expect(screen.queryByRole('alert')).toBeNull();
});
