// Why a long form was not saved.
import { useLingui } from '@lingui/react/macro';
import { useProblem } from '../../../shared/api/problems';
import type { Form } from '../../../shared/forms/useForm';
import { Icon } from '../../../shared/ui/Icon';
import type { FormDraft } from '../model/form';

/** Said where the reader stands: at the button, far below what is wrong. */
export function SaveRefused({ form }: { form: Form<FormDraft> }) {
  const { t } = useLingui();
  const why = useProblem(form.problem?.status === 401 ? null : form.problem);
  const wrong = Object.keys(form.errors).length > 0;
  if (form.saving || (!wrong && !why)) return null;
  return (
    <p className="tk-error" role="alert">
      <Icon name="error" size={16} />
      <span>{wrong ? t`لم يُحفظ النموذج: في أسئلته ما يجب تصحيحه، وهي معلَّمة في القائمة.` : why}</span>
    </p>
  );
}
