// A category is written: what it asks for, who may enter, how it is judged.
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useNouns } from '../../../shared/nouns';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { notify } from '../../../shared/ui/Notice';
import {
  blankCategory,
  type Category,
  type CategoryValues,
  changesCategoryCall,
  valuesOfCategory,
  wireCategory,
} from '../model/category';
import type { Edition } from '../model/edition';
import { isCallFrozen, isPrivate, isRulebookFrozen } from '../model/phases';
import { isCode } from '../model/slug';
import { CategoryCallFacts, CategoryRuleFacts } from '../parts/CategoryFacts';
import { CategoryEntrants, CategoryNames, CategoryRules } from '../parts/CategoryFields';
import { ChangeNote } from '../parts/EditionFields';
import { Frozen } from '../parts/Frozen';
import { CategoryFrame, NewInRulebook } from '../parts/SetupPages';
import '../problems';
import '../editions.css';

function CategoryForm({ edition, id, saved }: { edition: Edition; id: string; saved: Category | null }) {
  const { t } = useLingui();
  const nouns = useNouns();
  const navigate = useNavigate();
  const organises = useOrganises(edition);
  const isPublic = !isPrivate(edition.phase);
  const mayCall = organises && !isCallFrozen(edition.phase);
  const mayRules = organises && !isRulebookFrozen(edition.phase);
  const [blank] = useState(blankCategory);
  const before = saved ? valuesOfCategory(saved) : blank;
  const { form, overwrite } = useEdit<CategoryValues, Category>({
    saved,
    editable: valuesOfCategory,
    blank,
    put: (values, header) =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/categories/{category_id}', {
          params: { path: { edition_id: edition.id, category_id: id }, header },
          body: wireCategory(values),
        }),
      ),
    check: (v) => ({
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب الاسم بالعربية.` }),
      ...(isCode(v.code.trim()) ? {} : { code: t`حروف لاتينية وأرقام ونقاط وشُرَط، وأقصاه 40 حرفًا.` }),
      ...(isPublic && (!saved || changesCategoryCall(before, v)) && !v.change_ar.trim()
        ? { change_ar: t`اكتب ما تغيّر وسببه؛ سيظهر للعموم بتاريخه.` }
        : {}),
      ...Object.fromEntries(
        v.levels.flatMap((level, at) => [
          ...(level.name_ar.trim() ? [] : [[`levels.${at}.name_ar`, t`اكتب اسم المستوى.`]]),
          ...(v.levels_by !== 'rank' || level.from_rank ? [] : [[`levels.${at}.from_rank`, t`اكتب المركز.`]]),
          ...(v.levels_by !== 'rank' || level.to_rank ? [] : [[`levels.${at}.to_rank`, t`اكتب المركز.`]]),
          ...(v.levels_by === 'rank' || level.least ? [] : [[`levels.${at}.least`, t`اكتب الحد.`]]),
        ]),
      ),
    }),
    onSaved: () => {
      notify(saved ? t`حُفظت البيانات.` : t`تمت الإضافة. أضف الآن حقول النموذج.`);
      void refreshPaths(
        '/api/v1/editions/{edition_id}/categories',
        '/api/v1/editions/{edition_id}/categories/{category_id}',
        '/api/v1/editions/{edition_id}/rubrics',
        '/api/v1/editions/{edition_id}/call-changes',
        '/api/v1/home/organiser/{edition_id}',
        '/api/v1/categories/{category_id}/fields',
      );
      if (!saved)
        void navigate({
          to: '/editions/$editionId/categories/$categoryId/form',
          params: { editionId: edition.id, categoryId: id },
          replace: true,
          ignoreBlocker: true,
        });
    },
  });
  const announced = isPublic && (!saved || changesCategoryCall(before, form.values));
  return (
    <FormFrame
      form={form}
      label={nouns.One}
      fieldNames={{
        name_ar: t`الاسم بالعربية`,
        name_en: t`الاسم بالإنجليزية`,
        code: t`الرمز`,
        description_ar: t`الوصف بالعربية`,
        eligibility_ar: t`شروط الأهلية بالعربية`,
        places: t`عدد المراكز الفائزة`,
      }}
      onOverwrite={overwrite}
    >
      {mayCall ? null : <Frozen of="call" edition={edition} organises={organises} />}
      <Card>
        {mayCall || !saved ? (
          <>
            <FormSection title={nouns.One}>
              <CategoryNames form={form} />
            </FormSection>
            <FormSection title={t`المشاركون`}>
              <CategoryEntrants form={form} />
            </FormSection>
          </>
        ) : (
          <FormSection title={nouns.One}>
            <CategoryCallFacts category={saved} />
          </FormSection>
        )}
        <FormSection title={t`التحكيم والمراكز`} help={t`جزء من لائحة التحكيم: تُجمَّد عند بدء التحكيم ولا تتغير بعده.`}>
          {mayRules || !saved ? (
            <CategoryRules form={form} editionId={edition.id} />
          ) : (
            <>
              {mayCall ? <Frozen of="rulebook" edition={edition} organises /> : null}
              <CategoryRuleFacts category={saved} />
            </>
          )}
        </FormSection>
        {announced ? <ChangeNote values={form.values} errors={form.errors} set={form.set} /> : null}
        {mayCall ? (
          <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
            <Button type="submit" kind="primary" busy={form.saving}>
              {announced ? <Trans>احفظ وأعلن التغيير</Trans> : saved ? <Trans>احفظ</Trans> : <Trans>أضف</Trans>}
            </Button>
            <LinkButton to="/editions/$editionId/categories" params={{ editionId: edition.id }}>{t`رجوع`}</LinkButton>
          </FormActions>
        ) : null}
      </Card>
    </FormFrame>
  );
}

export function NewCategoryPage() {
  const { t } = useLingui();
  const nouns = useNouns();
  const editionId = useParam('editionId');
  const [id] = useState(newId);
  return (
    <NewInRulebook
      title={t`إضافة ${nouns.one}`}
      crumb={{ label: nouns.All, to: '/editions/$editionId/categories', params: { editionId } }}
    >
      {(edition) => <CategoryForm edition={edition} id={id} saved={null} />}
    </NewInRulebook>
  );
}

export function CategoryPage() {
  return (
    <CategoryFrame>
      {(edition, saved) => <CategoryForm key={saved.id} edition={edition} id={saved.id} saved={saved} />}
    </CategoryFrame>
  );
}
