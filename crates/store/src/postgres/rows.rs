//! Rows as they are, for moving to another database.

use super::client::{Conn, Params, Text, rows, run};
use crate::copy::{Column, Row, Table, Value};
use crate::error::Result;
use tokio_postgres::types::ToSql;

/// The next rows in the order of the key.
pub(super) async fn page(
    conn: &Conn,
    table: &Table,
    after: Option<&Row>,
    limit: usize,
) -> Result<Vec<Row>> {
    let (all, key) = (table.names(table.columns.len()), table.names(table.key));
    let marks: Vec<String> = (1..=table.key).map(|n| format!("${n}")).collect();
    let from = match after {
        Some(_) => format!("WHERE ({key}) > ({})", marks.join(", ")),
        None => String::new(),
    };
    let sql = format!(
        "SELECT {all} FROM {} {from} ORDER BY {key} LIMIT {limit}",
        table.name
    );
    // Keys are texts and numbers.
    let values: Vec<Box<dyn ToSql + Sync + Send>> = after
        .map(|row| table.key_of(row))
        .unwrap_or_default()
        .iter()
        .map(|value| match value {
            Value::Int(number) => Box::new(*number) as Box<dyn ToSql + Sync + Send>,
            Value::Text(text) => Box::new(text.replace('\0', "\u{2400}")),
            _ => Box::new(None::<String>),
        })
        .collect();
    let values: Vec<&(dyn ToSql + Sync)> = values
        .iter()
        .map(|value| &**value as &(dyn ToSql + Sync))
        .collect();
    let found = rows(conn, &sql, &values).await?;
    found.iter().map(|row| read(row, table)).collect()
}

fn read(row: &tokio_postgres::Row, table: &Table) -> Result<Row> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(place, column)| {
            Ok(match column {
                Column::Int(_) | Column::Counted(_) => row
                    .try_get::<_, Option<i64>>(place)?
                    .map_or(Value::Null, Value::Int),
                Column::Bool(_) => row
                    .try_get::<_, Option<bool>>(place)?
                    .map_or(Value::Null, Value::Bool),
                Column::Text(_) => row
                    .try_get::<_, Option<String>>(place)?
                    .map_or(Value::Null, Value::Text),
                Column::Bytes(_) => row
                    .try_get::<_, Option<Vec<u8>>>(place)?
                    .map_or(Value::Null, Value::Bytes),
            })
        })
        .collect()
}

type Array<'a> = Box<dyn ToSql + Sync + Send + 'a>;

/// A column of the rows as an array.
fn array<'a>(column: Column, place: usize, rows: &'a [Row]) -> (&'static str, Array<'a>) {
    let values = rows.iter().map(move |row| row.get(place));
    match column {
        Column::Int(_) | Column::Counted(_) => {
            let numbers = values.map(|value| match value {
                Some(Value::Int(number)) => Some(*number),
                _ => None,
            });
            ("bigint", Box::new(numbers.collect::<Vec<_>>()))
        }
        Column::Bool(_) => {
            let flags = values.map(|value| match value {
                Some(Value::Bool(flag)) => Some(*flag),
                _ => None,
            });
            ("bool", Box::new(flags.collect::<Vec<_>>()))
        }
        Column::Text(_) => {
            let texts = values.map(|value| match value {
                Some(Value::Text(text)) => Some(Text(text)),
                _ => None,
            });
            ("text", Box::new(texts.collect::<Vec<_>>()))
        }
        Column::Bytes(_) => {
            let bytes = values.map(|value| match value {
                Some(Value::Bytes(bytes)) => Some(bytes.as_slice()),
                _ => None,
            });
            ("bytea", Box::new(bytes.collect::<Vec<_>>()))
        }
    }
}

/// Writes rows; one that is there stays. What the database counts by itself goes on above them.
pub(super) async fn put(conn: &Conn, table: &Table, rows: &[Row]) -> Result<()> {
    let columns = table.columns.iter().enumerate();
    let (types, arrays): (Vec<&str>, Vec<Array<'_>>) = columns
        .map(|(place, column)| array(*column, place, rows))
        .unzip();
    let marks: Vec<String> = types
        .iter()
        .enumerate()
        .map(|(n, kind)| format!("${}::{kind}[]", n + 1))
        .collect();
    let sql = format!(
        "INSERT INTO {} ({}) SELECT * FROM unnest({}) ON CONFLICT DO NOTHING",
        table.name,
        table.names(table.columns.len()),
        marks.join(", ")
    );
    let values: Vec<&(dyn ToSql + Sync)> = arrays
        .iter()
        .map(|value| &**value as &(dyn ToSql + Sync))
        .collect();
    run(conn, &sql, values.as_slice() as Params<'_>).await?;
    for (place, column) in table.columns.iter().enumerate() {
        let numbers = rows.iter().filter_map(|row| match row.get(place) {
            Some(Value::Int(number)) => Some(*number),
            _ => None,
        });
        if let (Column::Counted(name), Some(last)) = (column, numbers.max()) {
            let counter = format!("{}_{name}_seq", table.name);
            let sql = format!(
                "SELECT setval('{counter}', GREATEST($1::bigint, (SELECT last_value FROM {counter})))"
            );
            run(conn, &sql, &[&last]).await?;
        }
    }
    Ok(())
}
