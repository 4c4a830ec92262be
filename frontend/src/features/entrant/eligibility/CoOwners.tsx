// The agencies that own the entry together: naming one, what each answered, mailing it again, taking it off.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';
import { ELIGIBILITY, type OwnEligibility } from './Eligibility';

type CoOwner = OwnEligibility['co_owners'][number];

function keep(entry: Entry, saved: OwnEligibility): void {
  queryClient.setQueryData(keyOf(ELIGIBILITY, { entry_id: entry.id }, null), saved);
  void refreshPaths('/api/v1/entrant/entries/{entry_id}');
}

function NameDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useLingui();
  const { reader } = useFormat();
  const [id] = useState(newId);
  const form = useForm({
    initial: { name_ar: '', name_en: '', email: '', language: reader.language },
    check: (v): { name_ar?: string; email?: string } => ({
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم الجهة بالعربية.` }),
      ...(v.email.trim() ? {} : { email: t`اكتب بريد مدير الجهة.` }),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/entrant/entries/{entry_id}/co-owners/{co_owner_id}', {
          params: { path: { entry_id: entry.id, co_owner_id: id } },
          body: { ...v, email: v.email.trim() },
        }),
      ),
    onSaved: (saved) => {
      keep(entry, saved);
      notify(t`أُرسل الطلب إلى الجهة الشريكة.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`تسمية جهة شريكة`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {t`أرسل الطلب`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`تسمية جهة شريكة`}>
        <p className="tk-soft">{t`يصل إلى مدير الجهة رابط يقرأ فيه عنوان المشاركة وملخصها، ثم يوافق أو يعتذر.`}</p>
        <BilingualField
          label={t`اسم الجهة`}
          ar={form.values.name_ar}
          en={form.values.name_en}
          onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
          errorAr={form.errors.name_ar}
          errorEn={form.errors.name_en}
          isRequired="ar"
        />
        <TextField {...form.field('email')} label={t`بريد مدير الجهة`} type="email" autoComplete="off" isRequired />
        <RadioGroup
          {...form.field('language')}
          label={t`لغة الرسالة`}
          layout="row"
          options={[
            { id: 'ar', label: 'العربية' },
            { id: 'en', label: 'English' },
          ]}
        />
      </ActForm>
    </Dialog>
  );
}

function Line({ entry, one, may }: { entry: Entry; one: CoOwner; may: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const [removing, setRemoving] = useState(false);
  const params = { path: { entry_id: entry.id, co_owner_id: one.id } };
  const act = useMutation({
    mutationFn: (what: 'mail' | 'remove') =>
      must(
        what === 'mail'
          ? api.POST('/api/v1/entrant/entries/{entry_id}/co-owners/{co_owner_id}/mail', { params })
          : api.DELETE('/api/v1/entrant/entries/{entry_id}/co-owners/{co_owner_id}', { params }),
      ),
    onSuccess: (saved, what) => {
      setRemoving(false);
      keep(entry, saved);
      notify(what === 'mail' ? t`أُرسل رابط جديد، وبطل الرابط السابق.` : t`أُزيلت الجهة من المشاركة.`);
    },
    onError: notifyProblem,
  });
  const name = format.name(one);
  const words = { asked: t`لم تجب بعد`, agreed: t`وافقت`, declined: t`لم توافق` }[one.state];
  return (
    <li className="tk-stack tk-gap-1">
      <p>
        <bdi className="tk-strong">{name}</bdi> — {words}{' '}
        <span className="tk-small tk-soft">
          <When at={one.answered_at ?? one.mailed_at} zone={entry.edition.timezone} show="short" />
        </span>
      </p>
      <p className="tk-small tk-soft">
        {one.manager_name ? <bdi>{one.manager_name}</bdi> : <bdi dir="ltr">{one.email}</bdi>}
        {one.manager_title ? (
          <>
            {' '}
            — <bdi>{one.manager_title}</bdi>
          </>
        ) : null}
      </p>
      {one.note ? (
        <blockquote className="tk-entrant-reason" dir="auto">
          {one.note}
        </blockquote>
      ) : null}
      {may ? (
        <div className="tk-row tk-gap-2">
          {one.state === 'agreed' ? null : (
            <Button size="small" icon="mail" busy={act.isPending} onPress={() => act.mutate('mail')}>
              {t`أعد مراسلتها`}
            </Button>
          )}
          <Button size="small" icon="trash" onPress={() => setRemoving(true)}>
            {t`أزلها`}
          </Button>
        </div>
      ) : null}
      <ConfirmDialog
        title={t`إزالة ${name} من المشاركة`}
        isOpen={removing}
        onClose={() => setRemoving(false)}
        action={t`أزل الجهة`}
        danger
        busy={act.isPending}
        onConfirm={() => act.mutate('remove')}
      >
        {t`يبطل الرابط المرسل إليها، ويسقط جوابها إن أجابت.`}
      </ConfirmDialog>
    </li>
  );
}

export function CoOwners({ entry, found, may }: { entry: Entry; found: OwnEligibility; may: boolean }) {
  const { t } = useLingui();
  const [naming, setNaming] = useState(false);
  return (
    <div className="tk-stack tk-gap-3">
      {found.co_owners.length > 0 ? (
        <ul className="tk-plain-list tk-stack tk-gap-3">
          {found.co_owners.map((one) => (
            <Line key={one.id} entry={entry} one={one} may={may} />
          ))}
        </ul>
      ) : null}
      {may ? (
        <div>
          <Button size="small" icon="plus" onPress={() => setNaming(true)}>
            {t`سمِّ جهة شريكة`}
          </Button>
        </div>
      ) : null}
      {naming ? <NameDialog entry={entry} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}
