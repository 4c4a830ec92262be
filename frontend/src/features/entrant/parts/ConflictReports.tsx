// An entrant says that somebody who judges, or might, is tied to them; what they see gives nobody away.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { notify } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';

const PATH = '/api/v1/entrant/entries/{entry_id}/reports';
type Reports = components['schemas']['OwnReports'];
type Kind = Reports['items'][number]['kind'];

const kinds: Record<Kind, ReturnType<typeof msg>> = {
  employer: msg({ message: 'يعمل لدينا', context: 'tie' }),
  former_employer: msg({ message: 'عمل لدينا من قبل', context: 'tie' }),
  family: msg({ message: 'قريب أحد القائمين على المشاركة', context: 'tie' }),
  business: msg({ message: 'بيننا مصلحة تجارية أو مالية', context: 'tie' }),
  advised: msg({ message: 'أعان على هذه المشاركة أو أشار فيها', context: 'tie' }),
  other: msg({ message: 'سبب آخر', context: 'tie' }),
};

/** Somebody who is not among the public jurors is named by hand. */
const ANOTHER = 'another';

interface Values {
  juror: string | null;
  person: string;
  kind: Kind | null;
  reason: string;
}

function Report({ entry, jury }: { entry: Entry; jury: Reports['jury'] }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const id = useRef(newId());
  const byName = (values: Values) => jury.length === 0 || values.juror === ANOTHER;
  const form = useForm<Values, components['schemas']['OwnReport']>({
    initial: { juror: null, person: '', kind: null, reason: '' },
    check: (v) => ({
      ...(jury.length > 0 && !v.juror ? { juror: t`اختر المحكّم، أو اختر أن تكتب الاسم.` } : {}),
      ...(byName(v) && v.person.trim().split(/\s+/).length < 2
        ? { person: t`اكتب الاسم واسم العائلة على الأقل.` }
        : {}),
      ...(v.kind ? {} : { kind: t`اختر الصلة.` }),
      ...(v.reason.trim() ? {} : { reason: t`اشرح الصلة.` }),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/entrant/entries/{entry_id}/reports/{report_id}', {
          params: { path: { entry_id: entry.id, report_id: id.current } },
          body: {
            ...(byName(v) ? { person: v.person.trim() } : { juror_id: v.juror ?? '' }),
            kind: v.kind ?? 'other',
            reason: v.reason.trim(),
          },
        }),
      ),
    onSaved: () => {
      id.current = newId();
      form.reset();
      notify(t`وصل بلاغكم إلى المنظّم.`);
      void refreshPaths(PATH);
    },
  });
  const { values, errors } = form;
  return (
    <FormFrame form={form} label={t`بلاغ عن تعارض مصالح`}>
      {jury.length > 0 ? (
        <ComboBox
          label={t`المحكّم`}
          help={t`إن لم تجدوه في القائمة فاختاروا «شخص آخر أكتب اسمه».`}
          options={[
            ...jury.map((one) => ({
              id: one.id,
              label: format.name(one),
              description: format.pick(one.title_ar, one.title_en),
            })),
            { id: ANOTHER, label: t`شخص آخر أكتب اسمه` },
          ]}
          value={values.juror}
          onChange={(juror) => form.set({ juror })}
          error={errors.juror}
          isRequired
        />
      ) : null}
      {byName(values) ? (
        <TextField
          {...form.field('person')}
          label={t`اسم الشخص`}
          help={t`الاسم كاملًا كما يُعرف به.`}
          maxLength={200}
          isRequired
        />
      ) : null}
      <Select
        label={t`صلته بكم`}
        options={(Object.keys(kinds) as Kind[]).map((kind) => ({ id: kind, label: i18n._(kinds[kind]) }))}
        value={values.kind}
        onChange={(kind) => form.set({ kind })}
        error={errors.kind}
        isRequired
      />
      <TextArea
        {...form.field('reason')}
        label={t`شرح الصلة`}
        help={t`يقرؤه منظّمو الدورة ومدقّقوها وحدهم.`}
        rows={4}
        maxLength={2000}
        isRequired
      />
      <div>
        <Button type="submit" kind="primary" busy={form.saving}>
          {t`أرسل البلاغ`}
        </Button>
      </div>
    </FormFrame>
  );
}

export const useReports = (entry: Entry, enabled: boolean) => useGet(PATH, { path: { entry_id: entry.id }, enabled });

export function ConflictReports({ entry }: { entry: Entry }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const found = useReports(entry, true);
  return (
    <div className="tk-stack tk-gap-6">
      <p className="tk-soft">
        {t`إن كان بينكم وبين محكّم، أو من قد يحكّم، صلة تؤثر في حياده فأبلغوا المنظّم. إن كان من المحكّمين حُجبت عنه مشاركاتكم حتى يبتّ المنظّم في البلاغ. ولا يُعلن لكم من يحكّم مشاركتكم.`}
      </p>
      <Read of={found}>
        {({ items, jury, may_report }) => (
          <>
            {items.length === 0 ? <p className="tk-soft">{t`لم تبلغوا عن أحد في هذه الدورة.`}</p> : null}
            {items.length > 0 ? (
              <ol className="tk-plain-list tk-stack">
                {items.map((one) => (
                  <li key={one.id}>
                    <Card>
                      <p>
                        <bdi className="tk-strong">{format.name(one)}</bdi>
                        <span className="tk-small tk-soft">
                          {' '}
                          – <When at={one.declared_at} zone={entry.edition.timezone} show="short" />
                        </span>
                      </p>
                      <p className="tk-small tk-soft">{i18n._(kinds[one.kind])}</p>
                      <p className="tk-answer-long" dir="auto">
                        {one.reason}
                      </p>
                    </Card>
                  </li>
                ))}
              </ol>
            ) : null}
            {may_report ? (
              <Card>
                <Report entry={entry} jury={jury} />
              </Card>
            ) : null}
          </>
        )}
      </Read>
    </div>
  );
}
