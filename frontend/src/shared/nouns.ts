// What a programme calls its categories: its own nouns, at the head of a column or inside a sentence. Arabic has no
// capitals. Sentences keep to `كل {one}` and `{all}`, which read well whatever the noun's gender.
import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useGet } from './api/query';
import { useFormat } from './i18n/react';

/** A noun ('branch') as a heading ('Branch'). */
export const heading = (noun: string): string => noun.charAt(0).toLocaleUpperCase('en') + noun.slice(1);

export interface Named {
  category_noun_ar: string;
  category_noun_en: string;
  category_plural_ar: string;
  category_plural_en: string;
}

export interface Nouns {
  /** one of them: 'branch', «فرع» */
  one: string;
  /** all of them: 'branches', «الفروع» */
  all: string;
  /** the same as headings */
  One: string;
  All: string;
}

/** The nouns of a programme that the page has at hand; the general words while it has none. */
export function useNounsOf(named: Named | undefined): Nouns {
  const { t } = useLingui();
  const { pick } = useFormat();
  const one = pick(named?.category_noun_ar, named?.category_noun_en) || t({ message: 'فئة', context: 'noun' });
  const all = pick(named?.category_plural_ar, named?.category_plural_en) || t`الفئات`;
  return useMemo(() => ({ one, all, One: heading(one), All: heading(all) }), [one, all]);
}

/** The nouns of the edition in the address. */
export function useNouns(): Nouns {
  const { editionId = '' } = useParams({ strict: false }) as { editionId?: string };
  const edition = useGet('/api/v1/editions/{edition_id}', {
    path: { edition_id: editionId },
    enabled: editionId !== '',
  });
  return useNounsOf(edition.data?.programme);
}
