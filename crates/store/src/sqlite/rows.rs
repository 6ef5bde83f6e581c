//! Rows as they are, for moving to another database.

use crate::copy::{Column, Row, Table, Value};
use crate::error::Result;
use rusqlite::types::{ToSqlOutput, Value as Sql};
use rusqlite::{Connection, ToSql, params_from_iter};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Sql::Null),
            Self::Int(number) => (*number).into(),
            Self::Bool(flag) => i64::from(*flag).into(),
            Self::Text(text) => text.as_str().into(),
            Self::Bytes(bytes) => bytes.as_slice().into(),
        })
    }
}

fn marks(count: usize) -> String {
    let marks: Vec<String> = (1..=count).map(|n| format!("?{n}")).collect();
    marks.join(", ")
}

/// The next rows in the order of the key.
pub(super) fn page(
    conn: &Connection,
    table: &Table,
    after: Option<&Row>,
    limit: usize,
) -> Result<Vec<Row>> {
    let (all, key) = (table.names(table.columns.len()), table.names(table.key));
    let from = match after {
        Some(_) => format!("WHERE ({key}) > ({})", marks(table.key)),
        None => String::new(),
    };
    let sql = format!(
        "SELECT {all} FROM {} {from} ORDER BY {key} LIMIT {limit}",
        table.name
    );
    let values = after.map(|row| table.key_of(row)).unwrap_or_default();
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| {
        let columns = table.columns.iter().enumerate();
        columns
            .map(|(place, column)| {
                Ok(match column {
                    Column::Int(_) | Column::Counted(_) => row
                        .get::<_, Option<i64>>(place)?
                        .map_or(Value::Null, Value::Int),
                    Column::Bool(_) => row
                        .get::<_, Option<bool>>(place)?
                        .map_or(Value::Null, Value::Bool),
                    Column::Text(_) => row
                        .get::<_, Option<String>>(place)?
                        .map_or(Value::Null, Value::Text),
                    Column::Bytes(_) => row
                        .get::<_, Option<Vec<u8>>>(place)?
                        .map_or(Value::Null, Value::Bytes),
                })
            })
            .collect()
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes rows; one that is there stays.
pub(super) fn put(conn: &Connection, table: &Table, rows: &[Row]) -> Result<()> {
    let count = table.columns.len();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING",
        table.name,
        table.names(count),
        marks(count)
    );
    let mut statement = conn.prepare_cached(&sql)?;
    for row in rows {
        statement.execute(params_from_iter(row))?;
    }
    Ok(())
}
