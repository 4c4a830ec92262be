// The manager of a co-owning agency reads which entry it is, and agrees to it or not. Without an account.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice } from '../../../shared/ui/Notice';
import { Read, Titled } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';
import '../problems';

type Look = components['schemas']['LookedAtCoOwning'];

function Answer({ token, look, onSaved }: { token: string; look: Look; onSaved: (saved: Look) => void }) {
  const { t } = useLingui();
  const form = useForm({
    initial: {
      agrees: (look.state === 'asked' ? '' : look.state === 'agreed' ? 'yes' : 'no') as '' | 'yes' | 'no',
      manager_name: look.manager_name,
      manager_title: look.manager_title,
      note: look.note,
    },
    check: (v): { agrees?: string; manager_name?: string; note?: string } => ({
      ...(v.agrees ? {} : { agrees: t`اختر الموافقة أو الاعتذار.` }),
      ...(v.manager_name.trim() ? {} : { manager_name: t`اكتب اسمك.` }),
      ...(v.agrees === 'no' && !v.note.trim() ? { note: t`اكتب السبب.` } : {}),
    }),
    save: (v) => must(api.POST('/api/v1/co-owners/answer', { body: { ...v, token, agrees: v.agrees === 'yes' } })),
    onSaved,
  });
  return (
    <FormFrame form={form} label={t`جواب الجهة`} guard={false}>
      <div className="tk-fields">
        <RadioGroup
          {...form.field('agrees')}
          label={t`هل توافق جهتكم على أن تكون شريكة في هذه المشاركة؟`}
          isRequired
          options={[
            { id: 'yes', label: t`نعم، نوافق` },
            { id: 'no', label: t`لا نوافق` },
          ]}
        />
        <TextField {...form.field('manager_name')} label={t`اسمك`} autoComplete="name" isRequired />
        <TextField {...form.field('manager_title')} label={t`منصبك`} autoComplete="organization-title" />
        <TextArea
          {...form.field('note')}
          label={form.values.agrees === 'no' ? t`سبب الاعتذار` : t`ملاحظة إلى الجهة المشاركة`}
          isRequired={form.values.agrees === 'no'}
        />
      </div>
      <Button type="submit" kind="primary" size="large" wide busy={form.saving}>
        {t`أرسل الجواب`}
      </Button>
    </FormFrame>
  );
}

function Body({ token, first }: { token: string; first: Look }) {
  const { t } = useLingui();
  const format = useFormat();
  const [look, setLook] = useState(first);
  const done = look.answered_at !== null;
  const words = { asked: '', agreed: t`وافقت جهتكم على المشاركة.`, declined: t`لم توافق جهتكم على المشاركة.` };
  const summary = format.pick(look.summary_ar, look.summary_en);
  return (
    <>
      <DescriptionList
        items={[
          { label: t`المشاركة`, value: <bdi>{format.pick(look.title_ar, look.title_en)}</bdi> },
          { label: t`الرقم`, value: format.number(look.number, { useGrouping: false }) },
          { label: t`باسم`, value: <bdi>{format.pick(look.entrant_ar, look.entrant_en)}</bdi> },
          { label: t`في`, value: <bdi>{format.pick(look.category_ar, look.category_en)}</bdi> },
          { label: t`الدورة`, value: <bdi>{format.pick(look.edition_ar, look.edition_en)}</bdi> },
          { label: t`جهتكم`, value: <bdi>{format.name(look)}</bdi> },
          ...(summary ? [{ label: t`الملخص`, value: <span dir="auto">{summary}</span> }] : []),
        ]}
      />
      {done ? (
        <Notice tone={look.state === 'agreed' ? 'success' : 'warning'} title={words[look.state]}>
          <When at={look.answered_at ?? ''} zone={look.timezone} show="short" />{' '}
          {look.may_answer ? t`يمكنكم تغيير الجواب من هنا إلى أن يُبتّ في أهلية المشاركة.` : ''}
        </Notice>
      ) : null}
      {look.may_answer ? (
        <Answer key={look.answered_at} token={token} look={look} onSaved={setLook} />
      ) : done ? null : (
        <Notice tone="warning">{t`بُتّ في أهلية هذه المشاركة، فلا يُطلب جواب.`}</Notice>
      )}
    </>
  );
}

export function CoOwnerPage() {
  const { t } = useLingui();
  const product = t`تحكيم`;
  const title = t`موافقة جهة شريكة`;
  const [token] = useState(() => location.hash.slice(1));
  const look = useQuery({
    queryKey: ['/api/v1/co-owners/look', token],
    queryFn: () => must(api.POST('/api/v1/co-owners/look', { body: { token } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="tk-stack tk-gap-6">
      <title>{`${title} — ${product}`}</title>
      <h1 className="tk-h1" tabIndex={-1} data-page-title>
        {title}
      </h1>
      <Titled value={true}>
        <Read of={look}>{(data) => <Body token={token} first={data} />}</Read>
      </Titled>
    </div>
  );
}
