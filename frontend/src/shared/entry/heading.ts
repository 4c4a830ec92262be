// A programme's own noun ('branch') at the head of a column or a line ('Branch'). Arabic has no capitals.
export const heading = (noun: string): string => noun.charAt(0).toLocaleUpperCase('en') + noun.slice(1);
