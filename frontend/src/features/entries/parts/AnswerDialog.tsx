// Answering a question: once, and by mail.
import { useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';

export interface Asked {
  id: string;
  body: string;
}

function AnswerForm({ question, onClose }: { question: Asked; onClose: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    initial: { answer: '' },
    check: (values) => (values.answer.trim() ? {} : { answer: t`اكتب الجواب.` }),
    save: (values) =>
      must(
        api.POST('/api/v1/questions/{question_id}/answer', {
          params: { path: { question_id: question.id } },
          body: { answer: values.answer.trim() },
        }),
      ),
    onSaved: () => {
      onClose();
      notify(t`أُرسل الجواب إلى السائل.`);
      void refreshPaths(
        '/api/v1/editions/{edition_id}/questions',
        '/api/v1/editions/{edition_id}/entries',
        '/api/v1/entries/{entry_id}',
        '/api/v1/home/organiser/{edition_id}',
      );
    },
  });
  return (
    <FormFrame form={form} label={t`جواب السؤال`}>
      <blockquote className="tk-entries-quote" dir="auto">
        {question.body}
      </blockquote>
      <TextArea
        {...form.field('answer')}
        label={t`الجواب`}
        help={t`يصل إلى السائل بالبريد ويراه زملاؤه في المشاركة. لا يُعدَّل بعد إرساله.`}
        rows={6}
        maxLength={2000}
        isRequired
        autoFocus
      />
      <div className="tk-row">
        <Button type="submit" kind="primary" busy={form.saving}>
          {t`أرسل الجواب`}
        </Button>
        <Button onPress={onClose}>{t`إلغاء`}</Button>
      </div>
    </FormFrame>
  );
}

export function AnswerDialog({ question, onClose }: { question: Asked | null; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog title={t`جواب السؤال`} isOpen={question !== null} onClose={onClose}>
      {question ? <AnswerForm key={question.id} question={question} onClose={onClose} /> : null}
    </Dialog>
  );
}
