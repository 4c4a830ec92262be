// Another category's form brought here: chosen, looked at, then put into the form that is being edited. Nothing is saved.
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { PlainSelect } from '../../../shared/ui/PlainSelect';
import { Read } from '../../../shared/ui/States';
import { type CloneResult, cloneForm, draftForm, type FormDraft, idOf, itemsOf } from '../model/form';
import { useItemName } from './FieldList';

interface Props {
  editionId: string;
  categoryId: string;
  form: FormDraft;
  isOpen: boolean;
  onClose: () => void;
  onTake: (result: CloneResult) => void;
}

function Look({ result, mode }: { result: CloneResult; mode: 'replace' | 'merge' }) {
  const { t } = useLingui();
  const nameOf = useItemName();
  return (
    <div className="tk-stack tk-gap-3">
      <p className="tk-strong">
        <Plural
          value={result.fields}
          zero="لا يُضاف شيء: كل أسئلته هنا."
          one="يُضاف سؤال واحد"
          two="يُضاف سؤالان"
          few="تُضاف # أسئلة"
          many="يُضاف # سؤالًا"
          other="يُضاف # سؤال"
        />
      </p>
      {result.skipped > 0 ? (
        <p className="tk-small tk-soft">{t`الأسئلة التي لها الرمز والنوع نفساهما هنا تبقى كما هي.`}</p>
      ) : null}
      {mode === 'replace' ? (
        <p className="tk-small tk-soft">{t`تُزال أسئلة هذا النموذج كلها. لا يُحذف شيء حتى تحفظ.`}</p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls needs the keyboard */}
      <section className="tk-builder-clone" aria-label={t`أسئلة النموذج`} tabIndex={0}>
        <ol>
          {itemsOf(result.form).map((item) => (
            <li key={idOf(item)} data-type={item.type}>
              <bdi>{nameOf(item)}</bdi>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

function Chosen({
  id,
  mode,
  into,
  onTake,
}: {
  id: string;
  mode: 'replace' | 'merge';
  into: FormDraft;
  onTake: Props['onTake'];
}) {
  const { t } = useLingui();
  const form = useGet('/api/v1/categories/{category_id}/fields', { path: { category_id: id } });
  return (
    <Read of={form} lines={4}>
      {(saved) => {
        const result = cloneForm(draftForm(saved), into, mode);
        return (
          <>
            <Look result={result} mode={mode} />
            <div>
              <Button kind="primary" isDisabled={result.fields === 0} onPress={() => onTake(result)}>
                {mode === 'replace' ? t`استبدل النموذج` : t`أضف الأسئلة`}
              </Button>
            </div>
          </>
        );
      }}
    </Read>
  );
}

export function CloneDialog({ editionId, categoryId, form, isOpen, onClose, onTake }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const [from, setFrom] = useState<string | null>(null);
  const [mode, setMode] = useState<'replace' | 'merge'>('merge');
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: editionId },
    query: { size: 200 },
    enabled: isOpen,
  });
  const others = (categories.data?.items ?? []).filter((one) => one.id !== categoryId && one.fields > 0);
  return (
    <Dialog title={t`انسخ نموذجًا آخر إلى هنا`} isOpen={isOpen} onClose={onClose}>
      <div className="tk-fields">
        <PlainSelect
          label={t`انسخ من`}
          placeholder={others.length > 0 ? t`اختر نموذجًا` : t`لا نماذج أخرى في هذه الدورة`}
          options={others.map((one) => ({ id: one.id, label: format.name(one) }))}
          value={from}
          onChange={setFrom}
        />
        <RadioGroup
          label={t`كيف يُنسخ؟`}
          options={[
            { id: 'merge', label: t`يُضاف ما ليس هنا إلى هذا النموذج` },
            { id: 'replace', label: t`يحلّ محلّ هذا النموذج` },
          ]}
          value={mode}
          onChange={setMode}
        />
        {from ? <Chosen id={from} mode={mode} into={form} onTake={onTake} /> : null}
      </div>
    </Dialog>
  );
}
