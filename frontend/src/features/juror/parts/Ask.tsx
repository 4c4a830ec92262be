// Asking the chair about an entry, or reporting a file of it that cannot be read.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { perform } from '../../../offline/actsOf';
import { newId } from '../../../shared/api/ids';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useMe } from '../../../shared/me';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';

export interface AskProps {
  evaluationId: string;
  /** the file that cannot be read; without one it is a question */
  file: { id: string; name: string } | null;
  onClose: () => void;
}

export function Ask({ evaluationId, file, onClose }: AskProps) {
  const { t } = useLingui();
  const { user_id } = useMe();
  const [id] = useState(newId);
  const title = file ? t`ملف لا يُقرأ` : t`اسأل رئيس اللجنة`;
  const form = useForm({
    initial: { body: '' },
    check: ({ body }) => (body.trim() ? {} : { body: file ? t`اكتب ما تراه حين تفتح الملف.` : t`اكتب سؤالك.` }),
    save: ({ body }) =>
      perform(user_id, {
        kind: 'ask',
        question_id: id,
        evaluation_id: evaluationId,
        body: body.trim(),
        attachment_id: file?.id ?? null,
      }),
    onSaved: (became) => {
      if (became === 'kept') notify(t`حُفظ على هذا الجهاز، ويُرسل حين يعود الاتصال.`, 'info');
      else notify(file ? t`وصل بلاغك إلى المنظّمين.` : t`وصل سؤالك.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {file ? t`أرسل البلاغ` : t`أرسل السؤال`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={title}>
        {file ? (
          <p>
            <bdi className="tk-strong">{file.name}</bdi>
          </p>
        ) : null}
        <p className="tk-soft">
          {file
            ? t`يصل البلاغ إلى منظّمي الدورة، ويصلك جوابهم بالبريد وفي هذه الصفحة.`
            : t`يصل السؤال إلى رئيس اللجنة، أو إلى المنظّمين إن كان بينه وبين المشاركة تعارض مصالح. قد يُنشر السؤال وجوابه لمحكّمي الجولة بلا اسمك.`}
        </p>
        <TextArea
          {...form.field('body')}
          label={file ? t`ما الذي تراه؟` : t`سؤالك`}
          rows={4}
          maxLength={2000}
          isRequired
          autoFocus
        />
      </ActForm>
    </Dialog>
  );
}
