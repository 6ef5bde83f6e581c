//! The message as the grammar of dates and guests sees it: numbers, signs, and words with what they can mean.

use super::term::Term;
use super::token::{Kind, Token};
use super::vocabulary::{self, Vocabulary};
use crate::language::Language;

/// A number, a sign, or a phrase.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) terms: Vec<Term>,
    pub(super) spaced: bool,
    /// Taken: part of guests, nights, hours or prices, and no part of a date.
    pub(super) used: bool,
}

/// A message as items.
#[derive(Debug, Clone, Default)]
pub(super) struct Items(Vec<Item>);

impl Items {
    /// Reads `tokens`, first with the words of `language`, then with those of the others.
    pub(super) fn of(tokens: &[Token], language: Language) -> Self {
        let (own, others) = vocabulary::with_others(language);
        let mut items = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let (end, terms) = own
                .and_then(|own| own.terms(tokens, at))
                .or_else(|| borrowed(own, &others, tokens, at))
                .unwrap_or((at + 1, Vec::new()));
            items.push(Item {
                kind: token.kind,
                terms,
                spaced: token.spaced,
                used: false,
            });
            at = end;
        }
        Self(items)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Item> {
        self.0.get(at)
    }

    /// Whether the item at `at` can mean `term`.
    pub(super) fn is(&self, at: usize, term: Term) -> bool {
        self.get(at).is_some_and(|item| item.terms.contains(&term))
    }

    /// Whether the item before `at` can mean `term`.
    pub(super) fn before(&self, at: usize, term: Term) -> bool {
        at.checked_sub(1).is_some_and(|at| self.is(at, term))
    }

    /// Whether the item at `at` can mean one of `terms`.
    pub(super) fn is_any(&self, at: usize, terms: &[Term]) -> bool {
        terms.iter().any(|term| self.is(at, *term))
    }

    pub(super) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.get(at)
            .is_some_and(|item| item.kind == Kind::Sign(sign))
    }

    /// What `pick` makes of the first of the meanings at `at` that it takes.
    pub(super) fn find<T>(&self, at: usize, pick: impl Fn(Term) -> Option<T>) -> Option<T> {
        self.get(at)?.terms.iter().find_map(|term| pick(*term))
    }

    /// The digits at `at`, of at most four.
    pub(super) fn digits(&self, at: usize) -> Option<u16> {
        match self.get(at)?.kind {
            Kind::Number(value, _) => value,
            _ => None,
        }
    }

    /// How many digits stand at `at`.
    pub(super) fn width(&self, at: usize) -> usize {
        match self.get(at).map(|item| item.kind) {
            Some(Kind::Number(_, width)) => width,
            _ => 0,
        }
    }

    /// A number at `at`, in digits or as a word.
    pub(super) fn count(&self, at: usize) -> Option<u16> {
        self.digits(at).or_else(|| {
            self.find(at, |term| match term {
                Term::Count(count) => Some(u16::from(count)),
                _ => None,
            })
        })
    }

    pub(super) fn is_used(&self, at: usize) -> bool {
        self.get(at).is_some_and(|item| item.used)
    }

    pub(super) fn take(&mut self, range: std::ops::Range<usize>) {
        for item in self.0.get_mut(range).unwrap_or_default() {
            item.used = true;
        }
    }

    /// Whether space stands before the item at `at`.
    pub(super) fn is_spaced(&self, at: usize) -> bool {
        self.get(at).is_none_or(|item| item.spaced)
    }
}

/// A word of another language inside the sentence: only where this language does not know it, and only what keeps its meaning.
fn borrowed(
    own: Option<&Vocabulary>,
    others: &[&Vocabulary],
    tokens: &[Token],
    at: usize,
) -> Option<(usize, Vec<Term>)> {
    let word = tokens.get(at).filter(|token| token.is_word())?;
    if own.is_some_and(|own| own.knows(&word.text)) || word.text.chars().nth(2).is_none() {
        return None;
    }
    let (end, terms) = others.iter().find_map(|other| other.terms(tokens, at))?;
    let kept: Vec<Term> = terms.into_iter().filter(|term| term.travels()).collect();
    (!kept.is_empty()).then_some((end, kept))
}
