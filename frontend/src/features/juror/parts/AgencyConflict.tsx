// A conflict with an agency that entered, declared at any time: its entries are not the juror's any more.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { dropTyped, keepTyped, typedIn } from '../../../offline/typed';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { TextArea } from '../../../shared/ui/TextArea';
import { conflictKinds } from './Leave';
import { isNetwork, NeedsNetwork } from './NeedsNetwork';

type Jury = components['schemas']['OwnJury'];
type Kind = keyof typeof conflictKinds;
interface Values {
  juror_id: string;
  organisation_id: string | null;
  kind: Kind | null;
  reason: string;
}

function AgencyDialog({ juries, onClose }: { juries: readonly Jury[]; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const act = `${useMe().user_id} agency`;
  const [id] = useState(newId);
  const [blank] = useState<Values>(() => ({
    juror_id: juries[0]?.id ?? '',
    organisation_id: null,
    kind: null,
    reason: '',
    ...typedIn<Values>(act),
  }));
  const form = useForm<Values, unknown>({
    initial: blank,
    check: (v) => ({
      ...(v.organisation_id ? {} : { organisation_id: t`اختر الجهة.` }),
      ...(v.kind ? {} : { kind: t`اختر نوع التعارض.` }),
      ...(v.kind === 'other' && !v.reason.trim() ? { reason: t`اكتب سبب التعارض.` } : {}),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/jury/{juror_id}/conflicts/{conflict_id}', {
          params: { path: { juror_id: v.juror_id, conflict_id: id } },
          body: { organisation_id: v.organisation_id ?? '', kind: v.kind ?? 'other', reason: v.reason },
        }),
      ),
    onSaved: async () => {
      dropTyped(act);
      notify(t`سُجّل التعارض وتنحّيت عن مشاركات هذه الجهة.`);
      await refreshPaths('/api/v1/juror/evaluations', '/api/v1/juror/rounds', '/api/v1/juror/conflicts');
      onClose();
    },
  });
  const { values, errors, dirty } = form;
  useEffect(() => {
    if (dirty) keepTyped(act, values);
  }, [act, dirty, values]);
  const jury = useGet('/api/v1/jury/{juror_id}', { path: { juror_id: values.juror_id } });
  return (
    <Dialog
      title={t`تعارض مع جهة`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="danger" busy={form.saving} onPress={form.submit}>{t`صرّح وتنحَّ`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={{ ...form, problem: isNetwork(form.problem) ? null : form.problem }} label={t`تعارض مع جهة`}>
        <NeedsNetwork error={form.problem ?? jury.error}>
          <EntryInstead />
        </NeedsNetwork>
        <p>{t`تتنحّى فورًا عن مشاركات الجهة كلها، ما أُسند إليك منها وما لم يُسند. لا يراجعك أحد في ذلك.`}</p>
        {juries.length > 1 ? (
          <Select
            label={t`الدورة`}
            options={juries.map((one) => ({ id: one.id, label: format.pick(one.edition_ar, one.edition_en) }))}
            value={values.juror_id}
            onChange={(juror_id) => form.set({ juror_id, organisation_id: null })}
          />
        ) : null}
        <ComboBox
          key={values.juror_id}
          label={t`الجهة`}
          options={(jury.data?.agencies ?? []).map((one) => ({ id: one.id, label: format.name(one) }))}
          value={values.organisation_id}
          onChange={(organisation_id) => form.set({ organisation_id })}
          error={errors.organisation_id}
          isRequired
        />
        <RadioGroup
          label={t`ما صلتك بالجهة؟`}
          options={(Object.keys(conflictKinds) as Kind[]).map((one) => ({
            id: one,
            label: i18n._(conflictKinds[one]),
          }))}
          value={values.kind}
          onChange={(kind) => form.set({ kind })}
          error={errors.kind}
          isRequired
        />
        <TextArea {...form.field('reason')} label={t`توضيح`} rows={2} isRequired={values.kind === 'other'} />
      </ActForm>
    </Dialog>
  );
}

function EntryInstead() {
  const { t } = useLingui();
  return <p>{t`إن كان التعارض مع مشاركة على مكتبك فتنحَّ عنها من صفحتها: يُحفظ ذلك على جهازك بلا اتصال.`}</p>;
}

/** Without a network, where the juries were never read: nobody wonders where the act has gone. */
function AwayDialog({ error, onClose }: { error: unknown; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog title={t`تعارض مع جهة`} isOpen onClose={onClose} footer={<Button onPress={onClose}>{t`إغلاق`}</Button>}>
      <NeedsNetwork error={error}>
        <EntryInstead />
      </NeedsNetwork>
    </Dialog>
  );
}

/** The act, for who serves on a jury. */
export function AgencyConflict() {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const juries = useGet('/api/v1/jury');
  const serving = (juries.data?.items ?? []).filter((one) => one.state === 'accepted');
  const isAway = juries.data === undefined && isNetwork(juries.error);
  if (serving.length === 0 && !isAway) return null;
  return (
    <>
      <Button icon="plus" onPress={() => setOpen(true)}>{t`أفصح عن تعارض مع جهة`}</Button>
      {open && isAway ? <AwayDialog error={juries.error} onClose={() => setOpen(false)} /> : null}
      {open && !isAway ? <AgencyDialog juries={serving} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
