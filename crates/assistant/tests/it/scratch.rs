use assistant::rules::read;
#[test]
fn scratch() {
    let text = std::fs::read_to_string("/tmp/scratch.txt").unwrap();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let r = read(line, "2027-03-10".parse().unwrap(), None);
        let d = |x: Option<jiff::civil::Date>| x.map_or("-".into(), |x| x.to_string());
        println!("{line}\n      {:?} {} [{}] {} {} {:?} / {:?} {:?} {:?}", r.intent, r.confidence.as_percent(), r.rule, d(r.stay.check_in), d(r.stay.check_out), r.stay.nights, r.party.adults, r.party.children, r.language);
    }
}
