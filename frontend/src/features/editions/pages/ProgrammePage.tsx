// The pattern of an edit page: read, edit, save with the version, refused fields, the other editor's version.
import { useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { DataList } from '../../../shared/ui/list/DataList';
import { notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';

type Programme = components['schemas']['StaffProgramme'];
type Wanted = Required<components['schemas']['ProgrammeIn']>;

const blank: Wanted = {
  slug: '',
  kind: 'award',
  name_ar: '',
  name_en: '',
  noun_ar: 'جائزة',
  noun_en: 'award',
  category_noun_ar: 'فئة',
  category_noun_en: 'category',
  description_ar: '',
  description_en: '',
  reply_to: '',
  colour: '',
};
const editable = (saved: Programme): Wanted =>
  Object.fromEntries(Object.keys(blank).map((key) => [key, saved[key as keyof Wanted]])) as unknown as Wanted;

function ProgrammeForm({ id, saved }: { id: string; saved: Programme | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  // After a conflict the reader may choose to save over the other version: then this is its version.
  const [over, setOver] = useState<number | null>(null);
  const [initial, setInitial] = useState(() => (saved ? editable(saved) : blank));
  const form = useForm<Wanted, Programme>({
    initial,
    check: (v) => (v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم البرنامج بالعربية.` }),
    save: (body) =>
      must(
        api.PUT('/api/v1/programmes/{programme_id}', {
          params: { path: { programme_id: id }, header: saved ? ifMatch(over ?? saved.version) : {} },
          body,
        }),
      ),
    onSaved: (result) => {
      setOver(null);
      setInitial(editable(result));
      notify(t`حُفظ البرنامج.`);
      void refreshPaths('/api/v1/programmes', '/api/v1/programmes/{programme_id}');
      if (!saved)
        void navigate({
          to: '/programmes/$programmeId',
          params: { programmeId: id },
          replace: true,
          ignoreBlocker: true,
        });
    },
  });
  return (
    <FormFrame
      form={form}
      label={t`بيانات البرنامج`}
      fieldNames={{ name_ar: t`الاسم بالعربية`, name_en: t`الاسم بالإنجليزية`, slug: t`العنوان في الرابط` }}
      onOverwrite={(current) => {
        setOver((current as unknown as Programme).version);
        form.submit();
      }}
    >
      <Card>
        <FormSection title={t`الهوية`} help={t`ما يراه الناس في الصفحات العامة والرسائل.`}>
          <BilingualField
            label={t`الاسم`}
            ar={form.values.name_ar}
            en={form.values.name_en}
            onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
            errorAr={form.errors.name_ar}
            errorEn={form.errors.name_en}
            isRequired
          />
          <TextField
            {...form.field('slug')}
            label={t`العنوان في الرابط`}
            help={t`حروف لاتينية صغيرة وأرقام وشرطات.`}
            dir="ltr"
            isRequired
          />
          <RadioGroup
            {...form.field('kind')}
            label={t`النوع`}
            options={[
              { id: 'award', label: t`جائزة`, description: t`مشاركات تُحكَّم وفائزون يُعلَنون.` },
              { id: 'measurement', label: t`قياس`, description: t`جهات تُقاس خدماتها وتُقارن بنظيراتها.` },
            ]}
          />
        </FormSection>
        <FormSection title={t`الوصف والمراسلة`}>
          <BilingualField
            label={t`الوصف`}
            multiline
            maxWords={120}
            ar={form.values.description_ar}
            en={form.values.description_en}
            onChange={(c) => form.set('ar' in c ? { description_ar: c.ar } : { description_en: c.en })}
            errorAr={form.errors.description_ar}
            errorEn={form.errors.description_en}
          />
          <TextField {...form.field('reply_to')} label={t`بريد الردود`} type="email" />
        </FormSection>
        <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
          <Button type="submit" kind="primary" busy={form.saving}>
            {t`احفظ`}
          </Button>
          <LinkButton to="/programmes">{t`رجوع`}</LinkButton>
        </FormActions>
      </Card>
    </FormFrame>
  );
}

function Editions({ programmeId }: { programmeId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <DataList
      source="/api/v1/editions"
      query={{ programme_id: programmeId }}
      label={t`الدورات`}
      searchable={false}
      csv={false}
      columns={[
        { id: 'name', header: t`الدورة`, primary: true, cell: (row) => format.name(row) },
        { id: 'phase', header: t`المرحلة`, cell: (row) => <StateBadge of="phase" state={row.phase} /> },
        {
          id: 'closes_at',
          header: t`إغلاق باب المشاركة`,
          cell: (row) => <When at={row.closes_at} zone={row.timezone} show="short" />,
        },
      ]}
      rowLink={(row) => ({ to: '/editions/$editionId', params: { editionId: row.id } })}
      empty={{ title: t`لا دورات بعد` }}
    />
  );
}

export function ProgrammePage() {
  const { t } = useLingui();
  const format = useFormat();
  const id = useParam('programmeId');
  const isNew = useSearch({ strict: false }).new === '1';
  const programme = useGet('/api/v1/programmes/{programme_id}', { path: { programme_id: id }, enabled: !isNew });
  return (
    <Page
      title={isNew ? t`برنامج جديد` : format.name(programme.data) || t`برنامج`}
      crumbs={[{ label: t`البرامج والدورات`, to: '/programmes' }]}
    >
      {isNew ? (
        <ProgrammeForm id={id} saved={null} />
      ) : (
        <>
          <Editions programmeId={id} />
          <Read of={programme}>{(saved) => <ProgrammeForm key={id} id={id} saved={saved} />}</Read>
        </>
      )}
    </Page>
  );
}
