use domain::fold::{MAX_QUERY_TERMS, fold, number, query_terms};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

/// What the index does with a query: every term stands in the text as a term.
fn finds(text: &str, query: &str) -> bool {
    let folded = fold(text);
    let terms = query_terms(query);
    !terms.is_empty()
        && terms
            .iter()
            .all(|term| folded.split(' ').any(|word| word == term))
}

/// SPEC 4, BEYOND 5.1: words are found in twelve scripts, however marks, case and forms are written.
#[test]
fn words_in_many_scripts_are_found() {
    let cases = [
        // (text, query)
        ("Olá, a RECEPÇÃO está aberta", "recepcao"), // Latin
        ("Ο Γιώργος έφτασε στο ΞΕΝΟΔΟΧΕΊΟ", "ξενοδοχειο"), // Greek
        ("Ο κύριος Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ"),   // Greek final sigma
        ("Нам нужен ещё один ключ, Семён", "семен"), // Cyrillic
        ("هل الفُنْدُق قريب من الشاطئ؟", "فندق"),       // Arabic marks and article
        ("نريد غرفة مطلّة", "غرفه"),                  // teh marbuta
        ("إلى أحمد", "احمد"),                        // alef
        ("شـــكرا", "شكرا"),                         // tatweel
        ("אֲנִי רוֹצֶה חֶדֶר", "חדר"),                     // Hebrew
        ("我们想预订海景房", "海景"),                // Han
        ("お部屋のタオルをお願いします", "タオル"),  // kana
        ("お部屋のﾀｵﾙ", "タオル"),                   // half-width kana
        ("체크인 시간이 언제인가요", "시간"),        // Hangul
        ("ขอห้องพักสองคืน", "ห้องพัก"),                   // Thai
        ("ຂໍຫ້ອງພັກ", "ຫ້ອງ"),                           // Lao
        ("ខ្ញុំចង់បានបន្ទប់", "បន្ទប់"),                        // Khmer
        ("အခန်းလိုချင်ပါတယ်", "အခန်း"),                    // Burmese
        ("मुझे दो कमरे चाहिए", "कमरे"),                  // Devanagari
        ("ขอห้อง ๑๐๒", "102"),                        // Thai digits
        ("غرفة ١٠٢", "102"),                         // Arabic digits
        ("कमरा १०२", "102"),                         // Devanagari digits
        ("Straße", "strasse"),
        ("DIYARBAKIR ısı", "isi"),
        ("ﬁnal Ｃｈｅｃｋ", "final check"),
        ("Łukasz Søren", "lukasz soren"),
    ];
    for (text, query) in cases {
        assert!(
            finds(text, query),
            "{query:?} in {text:?}: {:?} / {:?}",
            fold(text),
            query_terms(query)
        );
    }
}

/// SPEC 4: what is not there is not found.
#[test]
fn other_words_are_not_found() {
    for (text, query) in [
        ("海景房", "景海"),
        ("Olá", "ola2"),
        ("ห้องพัก", "พักห้อง"),
        ("فندق", "غرفة"),
    ] {
        assert!(!finds(text, query), "{query:?} in {text:?}");
    }
}

#[test]
fn the_shape_of_the_output_is_fixed() {
    assert_eq!(fold("Grüße, 東京都!"), "grusse 東 京 都 東京 京都");
    assert_eq!(fold("الفندق"), "فندق الفندق");
    assert_eq!(fold("101号室"), "101 号 室 号室");
    assert_eq!(fold("❤️ 👍🏽 … \u{200f}"), "");
    assert_eq!(
        fold("+351 912-345.678, 12"),
        "351 351912345678 912 912345678 345 345678 678 12"
    );
    assert_eq!(fold("می‌خواهم"), fold("میخواهم"));
}

/// Whether a message with this text is found by a number in one piece.
fn has_number(text: &str, query: &str) -> bool {
    let asked = number(query).unwrap();
    fold(text).split(' ').any(|term| term.starts_with(&asked))
}

/// BEYOND 2.5.8: a number in a guest's words is found however both are cut into pieces, with or without its country, in any digits; and what
/// only stands near each other is no number.
#[test]
fn numbers_are_found_in_any_pieces() {
    for text in [
        "Call 912 345 678 please",
        "call me: 912345678",
        "my number is (912) 345-678.",
        "+351 912.345.678",
        "٩١٢ ٣٤٥ ٦٧٨",
        "912\u{a0}345\u{202f}678",
        "912–345–678",
        "電話912 345 678",
    ] {
        for query in [
            "912345678",
            "912 345 678",
            "91 234 5678",
            "912345",
            "9123 45",
        ] {
            assert!(has_number(text, query), "{query} in {text}: {}", fold(text));
        }
    }
    assert!(has_number("+351 912 345 678", "351912345678"));
    assert!(!has_number("912, 345 and 678", "912345678"));
    assert!(!has_number("912\n345678", "912345678"), "another line");
    assert!(!has_number("room 204 x 305", "204305"));
    // A long list costs a few terms each, and not one for every piece of it.
    let list = "1 ".repeat(1_000);
    assert!(fold(&list).len() < 20_000);
    for none in ["room 204", "12", "ab", ""] {
        assert_eq!(number(none), None, "{none}");
    }
}

#[test]
fn short_words_of_a_query_are_dropped_and_the_rest_limited() {
    assert_eq!(query_terms("a ab é 5 12"), ["ab", "12"]);
    assert_eq!(query_terms("海"), ["海"]);
    assert_eq!(query_terms("ab AB Áb"), ["ab"]);
    let many: String = (10..40).map(|n| format!("word{n} ")).collect();
    assert_eq!(query_terms(&many).len(), MAX_QUERY_TERMS);
    assert!(fold(&"x".repeat(100_000)).len() < 100);
}

proptest! {
    /// SPEC 4: any piece of a text without spaces is found, wherever it is cut.
    #[test]
    fn any_piece_of_a_dense_run_is_found(text in "[ก-ฮะ-ูเ-๎一-龠ぁ-んァ-ヶ가-힣က-႟ក-ឳ]{2,20}", a in 0usize..20, b in 1usize..8) {
        // Marks in the order keyboards write them: out of it, a cut between two marks of one letter leaves what nobody sees there.
        let text: String = text.nfkc().collect();
        let piece: String = text.chars().skip(a % text.chars().count()).take(b).collect();
        let terms = query_terms(&piece);
        let folded = fold(&text);
        // Composition may join the first letter of a piece with nothing before it; a piece that begins with a mark is no word.
        let starts_with_letter = piece.chars().next().is_some_and(|c| !unicode_normalization::char::is_combining_mark(c));
        if starts_with_letter {
            for term in &terms {
                prop_assert!(folded.split(' ').any(|word| word == term), "{term:?} of {piece:?} in {folded:?}");
            }
        }
    }

    /// SPEC 4: every word of a text is found by itself, in any case.
    #[test]
    fn every_word_is_found(words in proptest::collection::vec("[A-Za-zÀ-ɏΑ-ωА-яё0-9ء-ي]{2,10}", 1..6)) {
        let folded = fold(&words.join(" "));
        for word in &words {
            for term in query_terms(word) {
                prop_assert!(folded.split(' ').any(|known| known == term), "{term:?} of {word:?} in {folded:?}");
            }
        }
    }

    /// R8: nothing panics, and terms are separated by single spaces.
    #[test]
    fn arbitrary_text_folds(text in any::<String>()) {
        let folded = fold(&text);
        prop_assert!(!folded.contains("  ") && folded.trim() == folded);
        prop_assert!(query_terms(&text).len() <= MAX_QUERY_TERMS);
    }
}
