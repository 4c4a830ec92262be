// A programme is written: its names and nouns, its look, where replies go.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganisesProgramme } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { tokenColour } from '../model/colour';
import { isSlug, slugOf } from '../model/slug';
import { ColourField, ColourPreview } from '../parts/ColourField';
import { LogoField, useLogo } from '../parts/logo';
import { ProgrammeNouns, type ProgrammeValues } from '../parts/ProgrammeNouns';
import { programmeKinds } from '../words';
import '../problems';
import '../editions.css';

type Programme = components['schemas']['StaffProgramme'];
type Values = ProgrammeValues;

const blank = (): Values => ({
  slug: '',
  kind: 'award',
  name_ar: '',
  name_en: '',
  noun_ar: 'جائزة',
  noun_en: 'award',
  category_noun_ar: 'فئة',
  category_noun_en: 'category',
  category_plural_ar: 'الفئات',
  category_plural_en: 'categories',
  description_ar: '',
  description_en: '',
  reply_to: '',
  colour: tokenColour('--green-600'),
});
const editable = (saved: Programme): Values =>
  Object.fromEntries(Object.keys(blank()).map((key) => [key, saved[key as keyof Values]])) as unknown as Values;

function ProgrammeForm({ id, saved }: { id: string; saved: Programme | null }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const logo = useLogo(saved ?? undefined);
  const [ownSlug, setOwnSlug] = useState(saved !== null);
  const { form, overwrite } = useEdit<Values, Programme>({
    saved,
    editable,
    blank: blank(),
    put: (body, header) =>
      must(api.PUT('/api/v1/programmes/{programme_id}', { params: { path: { programme_id: id }, header }, body })),
    check: (v) => ({
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم البرنامج بالعربية.` }),
      ...(v.name_en.trim() ? {} : { name_en: t`اكتب اسم البرنامج بالإنجليزية.` }),
      ...(isSlug(v.slug) ? {} : { slug: t`حروف لاتينية صغيرة وأرقام وشُرَط، من حرفين إلى 60.` }),
    }),
    onSaved: () => {
      notify(saved ? t`حُفظ البرنامج.` : t`أُنشئ البرنامج. أضف شعاره ودورته الأولى.`);
      void refreshPaths(
        '/api/v1/programmes',
        '/api/v1/programmes/{programme_id}',
        '/api/v1/editions',
        '/api/v1/editions/{edition_id}',
      );
      if (!saved)
        void navigate({
          to: '/programmes/$programmeId',
          params: { programmeId: id },
          replace: true,
          ignoreBlocker: true,
        });
    },
  });
  const v = form.values;
  return (
    <FormFrame
      form={form}
      label={t`بيانات البرنامج`}
      fieldNames={{
        name_ar: t`الاسم بالعربية`,
        name_en: t`الاسم بالإنجليزية`,
        slug: t`المعرّف في الرابط`,
        reply_to: t`بريد الردود`,
        colour: t`اللون`,
        description_ar: t`الوصف بالعربية`,
        description_en: t`الوصف بالإنجليزية`,
        noun_ar: t`تسمية البرنامج بالعربية`,
        noun_en: t`تسمية البرنامج بالإنجليزية`,
        category_noun_ar: t`تسمية الفئة بالعربية`,
        category_noun_en: t`تسمية الفئة بالإنجليزية`,
        category_plural_ar: t`تسمية الفئات مجتمعة بالعربية`,
        category_plural_en: t`تسمية الفئات مجتمعة بالإنجليزية`,
      }}
      onOverwrite={overwrite}
    >
      <Card>
        <FormSection title={t`الهوية`} help={t`ما يراه الناس في الصفحات العامة والرسائل.`}>
          <BilingualField
            label={t`الاسم`}
            ar={v.name_ar}
            en={v.name_en}
            onChange={(c) =>
              form.set(
                'ar' in c ? { name_ar: c.ar } : ownSlug ? { name_en: c.en } : { name_en: c.en, slug: slugOf(c.en) },
              )
            }
            errorAr={form.errors.name_ar}
            errorEn={form.errors.name_en}
            isRequired
          />
          <TextField
            {...form.field('slug')}
            onChange={(slug) => {
              setOwnSlug(true);
              form.set({ slug });
            }}
            label={t`المعرّف في الرابط`}
            help={t`حروف لاتينية صغيرة وأرقام وشُرَط؛ يبقى ثابتًا ما أمكن لأن الروابط تُتداول.`}
            dir="ltr"
            isRequired
          />
          <RadioGroup
            {...form.field('kind')}
            label={t`النوع`}
            options={(['award', 'measurement'] as const).map((kind) => ({
              id: kind,
              label: i18n._(programmeKinds[kind][1]),
              description: i18n._(programmeKinds[kind][2]),
            }))}
          />
          <BilingualField
            label={t`الوصف`}
            multiline
            ar={v.description_ar}
            en={v.description_en}
            onChange={(c) => form.set('ar' in c ? { description_ar: c.ar } : { description_en: c.en })}
            errorAr={form.errors.description_ar}
            errorEn={form.errors.description_en}
          />
        </FormSection>
        <ProgrammeNouns form={form} />
        <FormSection title={t`المظهر`} help={t`لون واحد يكفي، على أن يُقرأ نصًّا على الأبيض.`}>
          <ColourField {...form.field('colour')} />
          <ColourPreview
            colour={v.colour}
            name={format.pick(v.name_ar, v.name_en)}
            noun={format.pick(v.noun_ar, v.noun_en)}
            logo={logo}
          />
          {saved ? <LogoField programme={saved} /> : <Notice>{t`يُضاف الشعار بعد إنشاء البرنامج.`}</Notice>}
        </FormSection>
        <FormSection title={t`المراسلة`}>
          <TextField
            {...form.field('reply_to')}
            label={t`بريد الردود`}
            help={t`تصل إليه ردود المشاركين والمحكّمين على رسائل النظام.`}
            type="email"
          />
        </FormSection>
        <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
          <Button type="submit" kind="primary" busy={form.saving}>
            {saved ? t`احفظ البرنامج` : t`أنشئ البرنامج`}
          </Button>
          {saved ? (
            <LinkButton to="/programmes/$programmeId" params={{ programmeId: id }}>{t`رجوع`}</LinkButton>
          ) : (
            <LinkButton to="/programmes">{t`رجوع`}</LinkButton>
          )}
        </FormActions>
      </Card>
    </FormFrame>
  );
}

export function NewProgrammePage() {
  const { t } = useLingui();
  const [id] = useState(newId);
  const { editor, organiser } = useOrganisesProgramme(null);
  return (
    <Page
      title={t`برنامج جديد`}
      lead={t`البرنامج جائزة أو قياس يمتد عبر السنين؛ ولكل مرة يُقام فيها دورة.`}
      crumbs={[{ label: t`البرامج والدورات`, to: '/programmes' }]}
    >
      {editor ? (
        <>
          {organiser ? null : (
            <Notice title={t`ستحتاج الدورة إلى منظّم`}>
              {t`تنشئ البرنامج بصفتك مدير النظام. أما دوراته فينشئها منظّمه: بعد إنشائه امنح الدور لنفسك أو لمن سيتولّاه من صفحة البرنامج.`}
            </Notice>
          )}
          <ProgrammeForm id={id} saved={null} />
        </>
      ) : (
        <EmptyState
          title={t`لا يحق لك إنشاء برنامج`}
          icon="lock"
          action={<LinkButton to="/programmes">{t`البرامج والدورات`}</LinkButton>}
        >
          {t`ينشئ البرامج مدير النظام أو منظّم على النظام كله. اطلب منه إنشاءه ثم منحك دور المنظّم فيه.`}
        </EmptyState>
      )}
    </Page>
  );
}

export function EditProgrammePage() {
  const { t } = useLingui();
  const format = useFormat();
  const id = useParam('programmeId');
  const programme = useGet('/api/v1/programmes/{programme_id}', { path: { programme_id: id } });
  const { editor } = useOrganisesProgramme(id);
  return (
    <Page
      title={t`بيانات البرنامج`}
      crumbs={[
        { label: t`البرامج والدورات`, to: '/programmes' },
        {
          label: format.name(programme.data) || t`البرنامج`,
          to: '/programmes/$programmeId',
          params: { programmeId: id },
        },
      ]}
    >
      {editor ? (
        <Read of={programme}>{(saved) => <ProgrammeForm key={id} id={id} saved={saved} />}</Read>
      ) : (
        <Notice tone="warning">{t`يعدّل البرنامج منظّمه أو مدير النظام.`}</Notice>
      )}
    </Page>
  );
}
