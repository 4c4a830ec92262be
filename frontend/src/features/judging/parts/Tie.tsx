// With what a conflict is, of which kind, and what is known of it: the same fields whoever says it of whom.
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { Form } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Select } from '../../../shared/ui/Select';
import { TextArea } from '../../../shared/ui/TextArea';
import { conflictKinds } from '../words';
import { Found } from './Found';

type Kind = keyof typeof conflictKinds;
export interface Tie {
  about: 'entry' | 'organisation';
  entry_id: string | null;
  organisation_id: string | null;
  kind: Kind | null;
  reason: string;
}

export const NO_TIE = { entry_id: null, organisation_id: null, kind: null, reason: '' };

/** What of it is sent. */
export const tieBody = (tie: Tie) => ({
  entry_id: tie.about === 'entry' ? tie.entry_id : null,
  organisation_id: tie.about === 'organisation' ? tie.organisation_id : null,
  kind: tie.kind ?? 'other',
  reason: tie.reason,
});

/** What is missing; `explained`: whether a reason has to be written. */
export function useTieCheck() {
  const { t } = useLingui();
  return (tie: Tie, explained: boolean) => ({
    ...(tie.about === 'entry' && !tie.entry_id ? { entry_id: t`اختر المشاركة.` } : {}),
    ...(tie.about === 'organisation' && !tie.organisation_id ? { organisation_id: t`اختر الجهة.` } : {}),
    ...(tie.kind ? {} : { kind: t`اختر نوع التعارض.` }),
    ...(tie.reason.trim() || !explained ? {} : { reason: t`اكتب ما تعلمه عن هذا التعارض.` }),
  });
}

/** `agencies` is the choice of an agency; `drafts`: entries that were not submitted are offered too. */
export function TieFields({
  form,
  editionId,
  agencies,
  drafts = false,
  reason,
  explained,
}: {
  form: Pick<Form<Tie>, 'values' | 'set' | 'errors' | 'field'>;
  editionId: string;
  agencies: ReactNode;
  drafts?: boolean;
  reason: string;
  explained: boolean;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [asked, setAsked] = useState('');
  const { values, errors } = form;
  const entries = useGet('/api/v1/editions/{edition_id}/entries', {
    path: { edition_id: editionId },
    query: { size: 20, q: asked, sort: 'number' },
    enabled: values.about === 'entry',
  });
  return (
    <>
      <RadioGroup
        label={t`مع من`}
        layout="row"
        value={values.about}
        onChange={(about) => form.set({ about })}
        options={[
          { id: 'entry', label: t`مشاركة` },
          { id: 'organisation', label: t`جهة بمشاركاتها كلها` },
        ]}
      />
      {values.about === 'entry' ? (
        <Found
          key="entry"
          label={t`المشاركة`}
          options={(entries.data?.items ?? [])
            .filter((one) => drafts || one.state !== 'draft')
            .map((one) => ({
              id: one.id,
              label: [
                ...(one.number === null ? [] : [format.number(one.number, { useGrouping: false })]),
                // a draft has no title for staff
                format.pick(one.title_ar, one.title_en) || format.name(one.organisation ?? one.owner),
              ].join(' — '),
            }))}
          value={values.entry_id}
          onChange={(entry_id) => form.set({ entry_id })}
          onSearch={setAsked}
          error={errors.entry_id}
        />
      ) : (
        agencies
      )}
      <Select
        label={t`نوع التعارض`}
        options={(Object.keys(conflictKinds) as Kind[]).map((kind) => ({
          id: kind,
          label: i18n._(conflictKinds[kind]),
        }))}
        value={values.kind}
        onChange={(kind) => form.set({ kind })}
        error={errors.kind}
        isRequired
      />
      <TextArea {...form.field('reason')} label={reason} rows={3} isRequired={explained} />
    </>
  );
}
