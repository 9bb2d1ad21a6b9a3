// CloudFront function, viewer response: 301 and 410 as publishing has written them on the objects.
function handler(event) {
    var response = event.response;
    var moved = response.headers['x-amz-website-redirect-location'];
    var status = response.headers['x-amz-meta-status'];
    if (moved) {
        response.statusCode = 301;
        response.statusDescription = 'Moved Permanently';
        response.headers.location = { value: moved.value };
    } else if (status && status.value === '410') {
        response.statusCode = 410;
        response.statusDescription = 'Gone';
    }
    delete response.headers['x-amz-website-redirect-location'];
    delete response.headers['x-amz-meta-status'];
    return response;
}
