// The first step: where the entries go, what the sheet asks and cannot ask, and the file.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { download } from '../../../shared/api/download';
import { useGet } from '../../../shared/api/query';
import { TYPES } from '../../../shared/api/sheets';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { FileDrop } from '../../../shared/ui/FileDrop';
import { Notice, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { SheetNames } from '../../../shared/ui/Sheet';
import { Skeleton } from '../../../shared/ui/States';
import { CallNotice } from './CallNotice';

interface Named {
  id: string;
  name_ar: string;
  name_en: string;
}

export interface ChooseProps {
  categories: readonly Named[];
  categoryId: string | null;
  onCategory: (id: string) => void;
  path: string;
  error: unknown;
  onFile: (file: File) => void;
}

function Sheet({ categoryId, path, onFile }: { categoryId: string; path: string; onFile: (file: File) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [saving, setSaving] = useState(false);
  const form = useGet('/api/v1/categories/{category_id}/entry-import', { path: { category_id: categoryId } });
  if (form.error) return <ProblemNotice error={form.error} />;
  if (!form.data) return <Skeleton lines={4} />;
  const { questions, call, max_rows } = form.data;
  const named = (state: string) =>
    questions.filter((one) => one.state === state).map((one) => format.pick(one.label_ar, one.label_en));
  const platform = named('platform');
  const frozen = named('frozen');
  const most = format.number(max_rows);
  const save = () => {
    setSaving(true);
    download(`${path}/template`, 'entries-template.xlsx')
      .catch(notifyProblem)
      .finally(() => setSaving(false));
  };
  return (
    <>
      <CallNotice call={call} />
      <ol className="tk-stack tk-gap-2 tk-import-steps">
        <li>{t`نزّل القالب: عمود للجهة، وعمود لبريد صاحب المشاركة، ثم العنوان والملخص، ثم عمود لكل سؤال. شرح كل عمود وأسماء الجهات في ورقتين بعده.`}</li>
        <li>{t`اكتب مشاركة في كل صف، واحفظ الملف، ثم اختره هنا. لا يُحفظ شيء قبل أن تراه وتنفّذه.`}</li>
      </ol>
      {platform.length > 0 ? (
        <Notice title={t`أسئلة لا تسعها خلية، يُجاب عنها في المنصة بعد الاستيراد`}>
          <SheetNames names={platform} />
        </Notice>
      ) : null}
      {frozen.length > 0 ? (
        <Notice title={t`أسئلة ثُبّتت إجاباتها، فلا عمود لها`}>
          <SheetNames names={frozen} />
        </Notice>
      ) : null}
      <div>
        <Button icon="download" busy={saving} onPress={save}>
          {t`نزّل القالب`}
        </Button>
      </div>
      <FileDrop
        label={t`ملف المشاركات`}
        help={t`Excel بصيغة xlsx أو CSV، حتى ${most} صف و10 م.ب.`}
        accept={[...TYPES]}
        onFiles={([file]) => file && onFile(file)}
      />
    </>
  );
}

export function Choose({ categories, categoryId, onCategory, path, error, onFile }: ChooseProps) {
  const { t } = useLingui();
  const format = useFormat();
  const nouns = useNouns();
  return (
    <Card title={t`اختر الملف`}>
      <ProblemNotice error={error} />
      <div className="tk-import-where">
        <Select
          label={nouns.One}
          options={categories.map((one) => ({ id: one.id, label: format.name(one) }))}
          value={categoryId}
          onChange={onCategory}
        />
      </div>
      {categoryId ? <Sheet key={categoryId} categoryId={categoryId} path={path} onFile={onFile} /> : null}
    </Card>
  );
}
