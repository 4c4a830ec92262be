// Text that was typed and did not arrive before the entry closed: never thrown away without its writer.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { AnswerText } from '../../../shared/entry/AnswerText';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import type { Entry } from '../model/transport';
import { type Unsaved, unsavedStore } from '../model/unsaved';
import { scopeOf } from '../model/useSaver';
import { faceWords } from '../words';

export function Leftovers({ entry }: { entry: Entry }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const scope = scopeOf(useMe().user_id, entry.id);
  const [rows, setRows] = useState<Unsaved[]>([]);
  const [dropping, setDropping] = useState(false);
  useEffect(() => {
    let here = true;
    void unsavedStore.load(scope).then((found) => here && setRows(found));
    return () => {
      here = false;
    };
  }, [scope]);
  if (rows.length === 0) return null;
  const fieldOf = (id: string) => entry.fields.find((field) => field.id === id);
  const nameOf = (id: string): string => {
    const field = fieldOf(id);
    return field
      ? format.pick(field.label_ar, field.label_en)
      : id in faceWords
        ? i18n._(faceWords[id as 'title_ar'])
        : '';
  };
  const copy = async () => {
    const text = rows.map((row) => `${nameOf(row.field)}\n${[row.value].flat().join('\n')}`).join('\n\n');
    try {
      await navigator.clipboard.writeText(text);
      notify(t`نُسخ النص.`);
    } catch {
      notify(t`لم يسمح المتصفح بالنسخ. حدّد النص وانسخه بيدك.`, 'warning');
    }
  };
  return (
    <Card
      title={t`كتبته ولم يُحفظ قبل الإغلاق`}
      actions={
        <>
          <Button icon="copy" onPress={() => void copy()}>{t`انسخ النص`}</Button>
          <Button kind="danger-quiet" icon="trash" onPress={() => setDropping(true)}>{t`احذفه من هذا الجهاز`}</Button>
        </>
      }
    >
      <p className="tk-soft">{t`هذا النص على هذا الجهاز وحده، وليس جزءًا من المشاركة. يُحفظ تلقائيًا إن فُتح التعديل من جديد.`}</p>
      <dl className="tk-answers">
        {rows.map((row) => (
          <div key={row.key}>
            <dt dir="auto">{nameOf(row.field)}</dt>
            <dd>
              <AnswerText
                field={fieldOf(row.field) ?? { kind: 'long_text', choices: [] }}
                value={row.value}
                empty={t`فارغ`}
              />
            </dd>
          </div>
        ))}
      </dl>
      <ConfirmDialog
        title={t`حذف النص غير المحفوظ`}
        isOpen={dropping}
        onClose={() => setDropping(false)}
        onConfirm={() => {
          for (const row of rows) unsavedStore.drop(row.key);
          setRows([]);
          setDropping(false);
        }}
        action={t`احذف النص`}
        danger
      >
        {t`لا نسخة أخرى من هذا النص. انسخه أولًا إن كنت تحتاجه.`}
      </ConfirmDialog>
    </Card>
  );
}
