// Starting an entry: in whose name, and what it is called. Everything else comes later.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { asProblem } from '../../../shared/api/problem';
import { fieldProblemText } from '../../../shared/api/problems';
import { keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, ProblemNotice } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { type Earlier, EarlierField } from '../carry/EarlierField';
import type { Category, Enterable } from '../pages/CallPage';
import { useWhy } from '../words';

const ME = 'me';

export interface StartDialogProps {
  edition: Enterable['edition'];
  /** null: closed */
  category: Category | null;
  onClose: () => void;
}

export function StartDialog({ edition, category, onClose }: StartDialogProps) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const why = useWhy(edition.timezone);
  const [id] = useState(newId);
  const allowed = (category?.entrants ?? []).filter((one) => one.allowed);
  const [whose, setWhose] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [titleEn, setTitleEn] = useState('');
  const [asked, setAsked] = useState(false);
  const [earlier, setEarlier] = useState<Earlier | null>(null);
  const chosen = whose ?? allowed[0]?.organisation?.id ?? ME;
  const pending = allowed.find((one) => (one.organisation?.id ?? ME) === chosen)?.pending ?? false;
  const start = useMutation({
    mutationFn: () => {
      const params = { path: { entry_id: id } };
      const body = {
        category_id: category?.id ?? '',
        organisation_id: chosen === ME ? null : chosen,
        title_ar: title,
        title_en: titleEn,
      };
      return earlier
        ? must(
            api.PUT('/api/v1/entrant/entries/{entry_id}/carried', {
              params,
              body: { ...body, source_id: earlier.id },
            }),
          )
        : must(api.PUT('/api/v1/entrant/entries/{entry_id}', { params, body }));
    },
    onSuccess: async (entry) => {
      queryClient.setQueryData(keyOf('/api/v1/entrant/entries/{entry_id}', { entry_id: entry.id }, null), entry);
      void refreshPaths('/api/v1/entrant/entries', '/api/v1/entrant/categories');
      await navigate({ to: '/entrant/entries/$entryId', params: { entryId: entry.id } });
    },
  });
  const problem = start.error ? asProblem(start.error) : null;
  const ofField = (name: string) => {
    const found = problem?.errors.find((one) => one.loc.includes(name));
    return found ? fieldProblemText(found) : null;
  };
  const missing = asked && !title.trim() ? t`اكتب عنوان المشاركة بالعربية.` : null;
  const category_ = format.name(category);
  return (
    <Dialog
      title={t`مشاركة جديدة`}
      isOpen={category !== null}
      onClose={onClose}
      footer={
        <>
          <Button
            kind="primary"
            busy={start.isPending}
            onPress={() => {
              setAsked(true);
              if (title.trim()) start.mutate();
            }}
          >
            {t`ابدأ المسودة`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <div className="tk-stack tk-gap-6">
        {problem && problem.errors.length === 0 ? <ProblemNotice error={problem} /> : null}
        <p className="tk-soft" dir="auto">
          {category_}
        </p>
        {allowed.length > 1 ? (
          <RadioGroup
            label={t`باسم من؟`}
            value={chosen}
            onChange={(next) => {
              setWhose(next);
              setEarlier(null);
            }}
            options={allowed.map((one) => ({
              id: one.organisation?.id ?? ME,
              label: one.organisation ? format.name(one.organisation) : t`باسمي`,
            }))}
          />
        ) : (
          <p>
            {t`باسم:`}{' '}
            <bdi className="tk-strong">
              {allowed[0]?.organisation ? format.name(allowed[0].organisation) : t`باسمي`}
            </bdi>
          </p>
        )}
        {pending ? <Notice tone="warning">{why({ code: 'organisation_pending', facts: {} })}</Notice> : null}
        {category ? (
          <EarlierField
            categoryId={category.id}
            organisationId={chosen === ME ? null : chosen}
            value={earlier}
            onChange={(next) => {
              setEarlier(next);
              // Titles that were typed stay; the earlier ones are offered.
              if (next && !title.trim()) setTitle(next.title_ar);
              if (next && !titleEn.trim()) setTitleEn(next.title_en);
            }}
          />
        ) : null}
        <TextField
          label={t`عنوان المشاركة بالعربية`}
          help={t`كما تحب أن يُقرأ. تستطيع تغييره حتى التقديم.`}
          value={title}
          onChange={setTitle}
          maxLength={300}
          dir="rtl"
          lang="ar"
          error={missing ?? ofField('title_ar')}
          autoFocus
          isRequired
        />
        <TextField
          label={t`العنوان بالإنجليزية`}
          help={t`اختياري، ويقرؤه المحكّمون الدوليون.`}
          value={titleEn}
          onChange={setTitleEn}
          maxLength={300}
          dir="ltr"
          lang="en"
          error={ofField('title_en')}
        />
      </div>
    </Dialog>
  );
}
