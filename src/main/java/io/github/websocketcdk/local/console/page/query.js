// DynamoDB's Scan and Query, from what stands in the form of a table.

const COMPARISONS = ["=", "<", "<=", ">", ">="];
export const SORT_OPERATORS = ["any", ...COMPARISONS, "between", "begins_with"];
export const FILTER_OPERATORS = ["=", "<>", ...COMPARISONS.slice(1), "contains", "begins_with", "exists", "not exists"];
const PAGE = 100;
const FILTERED_PAGE = 1000; // items read, of which the filter leaves some

// form: {keys, indexName, partition, sortOperator, sortValue, sortUpper, filterName, filterOperator, filterValue}
export function read(tableName, form) {
  const names = {};
  const values = {};
  const request = { TableName: tableName, Limit: PAGE };
  if (form.indexName) request.IndexName = form.indexName;
  const isQuery = form.partition !== "";
  if (isQuery) {
    const [partition, sort] = form.keys;
    names["#partition"] = partition.name;
    values[":partition"] = { [partition.type]: form.partition };
    request.KeyConditionExpression = "#partition = :partition";
    if (sort && form.sortOperator !== "any") {
      names["#sort"] = sort.name;
      values[":sort"] = { [sort.type]: form.sortValue };
      if (form.sortOperator === "between") values[":upper"] = { [sort.type]: form.sortUpper };
      request.KeyConditionExpression += " AND " + condition("#sort", form.sortOperator, ":sort", ":upper");
    }
  }
  if (form.filterName) {
    names["#filter"] = form.filterName;
    request.FilterExpression = filter(form.filterOperator, form.filterValue, values);
    request.Limit = FILTERED_PAGE;
  }
  if (Object.keys(names).length) request.ExpressionAttributeNames = names;
  if (Object.keys(values).length) request.ExpressionAttributeValues = values;
  return { operation: isQuery ? "Query" : "Scan", request };
}

// 7 may be a number or a text, true a truth value or a text: both are looked for.
function filter(operator, text, values) {
  if (operator === "exists") return "attribute_exists(#filter)";
  if (operator === "not exists") return "attribute_not_exists(#filter)";
  values[":text"] = { S: text };
  const places = [":text"];
  if (text.trim() !== "" && Number.isFinite(Number(text)) && operator !== "begins_with") {
    values[":number"] = { N: text.trim() };
    places.push(":number");
  } else if ((text === "true" || text === "false") && ["=", "<>"].includes(operator)) {
    values[":truth"] = { BOOL: text === "true" };
    places.push(":truth");
  }
  return places.map((place) => condition("#filter", operator, place)).join(operator === "<>" ? " AND " : " OR ");
}

function condition(name, operator, value, upper) {
  if (operator === "between") return name + " BETWEEN " + value + " AND " + upper;
  return /^[a-z]/.test(operator) ? operator + "(" + name + ", " + value + ")" : name + " " + operator + " " + value;
}
