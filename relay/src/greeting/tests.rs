use super::{BUNDLES, SOURCES, greeting, holding};
use domain::escalation::asks_for_person;

/// SPEC 122, 168: every language has both texts, names the house, and leaves no placeholder behind.
#[test]
fn every_language_greets_and_holds() {
    for (tag, source) in SOURCES {
        let errors = fluent_bundle::FluentResource::try_new((*source).to_owned()).err();
        assert!(errors.is_none(), "{tag}: {errors:?}");
        let english = (greeting(None, "Miralva"), holding(None, "Miralva"));
        let said = (
            greeting(Some(tag), "Miralva"),
            holding(Some(tag), "Miralva"),
        );
        assert_eq!(*tag == "en", said == english, "{tag} has words of its own");
        for text in [said.0, said.1] {
            assert!(
                text.contains("Miralva") && !text.contains(['{', '}']),
                "{tag}: {text}"
            );
        }
    }
    assert_eq!(BUNDLES.len(), SOURCES.len());
}

/// SPEC 150: the word that the greeting offers brings a person, in every language.
#[test]
fn the_word_that_is_offered_works() {
    for (tag, _) in SOURCES {
        let text = greeting(Some(tag), "Miralva");
        let word = text.split(['“', '«', '„']).nth(1).unwrap();
        let word = word.split(['”', '»', '“']).next().unwrap().trim();
        assert!(asks_for_person(word), "{tag}: {word}");
    }
}

/// SPEC 122: a language with a region finds its words; an unknown one gets English.
#[test]
fn a_language_without_words_gets_english() {
    assert_eq!(greeting(Some("pt-BR"), "M"), greeting(Some("pt"), "M"));
    assert_eq!(greeting(Some("xx"), "M"), greeting(None, "M"));
}
