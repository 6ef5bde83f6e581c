use domain::phone::*;
use proptest::prelude::*;

/// SPEC 1.2 p, BEYOND 3.7: local formats are read with the property's country.
#[test]
fn numbers_become_e164() {
    let cases = [
        ("912 345 678", Some("PT"), Some("+351912345678")),
        ("+351 912-345-678", None, Some("+351912345678")),
        ("00351912345678", None, Some("+351912345678")),
        ("tel:+351912345678", Some("DE"), Some("+351912345678")),
        ("0151 23456789", Some("DE"), Some("+4915123456789")),
        ("(415) 555-2671", Some("US"), Some("+14155552671")),
        ("٩١٢٣٤٥٦٧٨", Some("pt"), Some("+351912345678")),
        ("06 6982", Some("IT"), Some("+39066982")),
        ("912 345 678", None, None),
        ("call me", Some("PT"), None),
        ("+999123456789", None, None),
        ("+1", None, None),
        ("", Some("PT"), None),
        ("123", Some("PT"), None),
    ];
    for (raw, country, expected) in cases {
        assert_eq!(
            normalize(raw, country).as_deref(),
            expected,
            "{raw} {country:?}"
        );
    }
    assert_eq!(normalize(&"9".repeat(100_000), Some("PT")), None);
}

/// BEYOND 3.7: the ninth digit of Brazil, the 9 of Argentina and the 1 of Mexico do not make a second guest.
#[test]
fn variants_of_a_line() {
    assert_eq!(
        variants("+5521987654321"),
        ["+5521987654321", "+552187654321"]
    );
    assert_eq!(
        variants("+552187654321"),
        ["+552187654321", "+5521987654321"]
    );
    assert_eq!(
        variants("+552133334444"),
        ["+552133334444"],
        "a landline has one form"
    );
    assert_eq!(
        variants("+5491123456789"),
        ["+5491123456789", "+541123456789"]
    );
    assert_eq!(
        variants("+541123456789"),
        ["+541123456789", "+5491123456789"]
    );
    assert_eq!(
        variants("+5215512345678"),
        ["+5215512345678", "+525512345678"]
    );
    assert_eq!(
        variants("+525512345678"),
        ["+525512345678", "+5215512345678"]
    );
    assert_eq!(variants("+351912345678"), ["+351912345678"]);
    for old in ["+552187654321", "+5215512345678"] {
        let found = normalize(old, None).unwrap();
        assert!(
            variants(old).contains(&found),
            "{old} reads as one of its variants, {found}"
        );
    }
}

/// SPEC 51, SPEC 71: a link only for a valid number, with digits only.
#[test]
fn click_to_chat_needs_a_valid_number() {
    assert_eq!(
        click_to_chat("+351 912 345 678").as_deref(),
        Some("https://wa.me/351912345678")
    );
    for bad in [
        "",
        "912345678",
        "+351",
        "+1 000 000 0000",
        "+351912345678?x=1",
        "javascript:1",
    ] {
        assert_eq!(click_to_chat(bad), None, "{bad}");
    }
}

/// SPEC 52: a mail link only with an address, and nothing can be smuggled into it.
#[test]
fn mailto_needs_an_address() {
    assert_eq!(
        mailto(" anna@example.com ").as_deref(),
        Some("mailto:anna@example.com")
    );
    assert_eq!(
        mailto("a?cc=b&x=%@example.com").as_deref(),
        Some("mailto:a%3Fcc%3Db%26x%3D%25@example.com")
    );
    assert_eq!(
        mailto("jörg@example.com").as_deref(),
        Some("mailto:j%C3%B6rg@example.com")
    );
    for bad in [
        "",
        "anna",
        "@example.com",
        "a@b",
        "a@@b.c",
        "a b@c.de",
        "a@b..c",
        ".a@b.c",
        "a@b.c?x",
        "a@b.c\nd",
    ] {
        assert_eq!(mailto(bad), None, "{bad}");
    }
}

#[test]
fn numbers_are_shown_as_their_country_writes_them() {
    assert_eq!(format_international("+351912345678"), "+351 912 345 678");
    assert_eq!(format_international("whatever"), "whatever");
    assert_eq!(country_of("+351912345678").as_deref(), Some("PT"));
}

#[test]
fn fragments_of_numbers() {
    assert_eq!(fragment("0912 345").as_deref(), Some("912345"));
    assert_eq!(fragment("+351 91").as_deref(), Some("35191"));
    assert_eq!(fragment("91"), None);
    assert_eq!(fragment("room 912"), None);
    assert_eq!(suffixes("+35191"), ["35191", "5191", "191"]);
}

proptest! {
    /// SPEC 4: any three digits in a row of a number find it.
    #[test]
    fn any_fragment_is_a_prefix_of_a_suffix(number in "\\+[1-9][0-9]{7,14}", at in 0usize..6, len in 3usize..9) {
        let piece: String = digits(&number).chars().skip(at).take(len).collect();
        if let Some(wanted) = fragment(&piece) {
            prop_assert!(suffixes(&number).iter().any(|end| end.starts_with(&wanted)));
        }
    }

    /// R8: nothing panics; what is accepted is `+` and digits and stays itself.
    #[test]
    fn arbitrary_text(raw in any::<String>(), country in "[A-Z]{2}") {
        check(&raw, Some(&country))?;
        check(&raw, None)?;
    }

    /// BEYOND 3.7: being a variant is mutual.
    #[test]
    fn variants_are_mutual(number in "\\+5[245][0-9]{8,12}") {
        for other in variants(&number) {
            prop_assert!(variants(&other).contains(&number), "{} {}", number, other);
        }
    }

    /// R8: numbers of every shape.
    #[test]
    fn number_like_text(raw in "[+0]{0,2}[0-9 ().-]{0,20}", country in "(PT|BR|AR|MX|IT|US|ZZ)") {
        check(&raw, Some(&country))?;
    }
}

fn check(raw: &str, country: Option<&str>) -> Result<(), TestCaseError> {
    if let Some(number) = normalize(raw, country) {
        prop_assert!(number.starts_with('+') && number[1..].chars().all(|c| c.is_ascii_digit()));
        let again = normalize(&number, None);
        prop_assert_eq!(again, Some(number));
    }
    Ok(())
}
